/// Gives builders a setter for each optional member: `setters! { Create, Update: [body] { title(impl Into<String>), } }`
/// sets `self.body.title` in both.
macro_rules! setters {
    (@one [$($place:ident),*] $(#[$doc:meta])* $name:ident $given:ty) => {
        $(#[$doc])*
        pub fn $name(mut self, $name: $given) -> Self {
            self $(.$place)* .$name = Some($name.into());
            self
        }
    };
    (@all $type:ident $place:tt { $($(#[$doc:meta])* $name:ident($given:ty),)+ }) => {
        impl $type {
            $(setters! { @one $place $(#[$doc])* $name $given })+
        }
    };
    ($($type:ident),+: $place:tt $members:tt) => {
        $(setters! { @all $type $place $members })+
    };
}

pub(super) use setters;
