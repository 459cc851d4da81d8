use pili_core::open_enum;

open_enum! {
    /// How a picture fills its place.
    ///
    /// Example: [`Room::job`](crate::Room::job).
    StretchMode {
        /// Fills it, and is cut to its shape.
        AspectFill = "aspectFill",
        /// Fits in, and keeps its shape.
        AspectFit = "aspectFit",
        /// Fills it, and takes its shape.
        ScaleToFit = "scaleToFit",
    }
}
