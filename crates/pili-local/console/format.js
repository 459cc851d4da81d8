// Numbers and times for people.

export const bits = perSecond => perSecond >= 1e6 ? `${(perSecond / 1e6).toFixed(2)} Mb/s` : `${Math.round(perSecond / 1e3)} kb/s`

export function bytes (count) {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(Math.floor(Math.log2(Math.max(count, 1)) / 10), units.length - 1)
  return `${power ? (count / 1024 ** power).toFixed(1) : count} ${units[power]}`
}

export const seconds = milliseconds => `${(milliseconds / 1_000).toFixed(1)} s`

/** A time of day, with milliseconds: what happens here happens fast. */
export function clock (time) {
  const date = new Date(time)
  const two = number => String(number).padStart(2, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

export function ago (time, now) {
  const past = Math.max(0, Math.round((new Date(now) - new Date(time)) / 1_000))
  const [hours, minutes] = [Math.floor(past / 3_600), Math.floor(past / 60) % 60]
  return hours ? `${hours} h ${minutes} min` : minutes ? `${minutes} min ${past % 60} s` : `${past} s`
}
