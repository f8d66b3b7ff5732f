// A moment as people of the bureau write it, in the reader's own time zone.
export function moment(at: number): string {
  const own = new Date(at)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${own.getFullYear()}-${two(own.getMonth() + 1)}-${two(own.getDate())} ${clock(at)}`
}

export function clock(at: number): string {
  const own = new Date(at)
  return `${String(own.getHours()).padStart(2, '0')}:${String(own.getMinutes()).padStart(2, '0')}`
}
