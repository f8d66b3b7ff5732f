// A moment as people of the bureau write it: in Beijing time, like every day of the program.
const beijing = 8 * 3_600_000
const written = (at: number): string => new Date(at + beijing).toISOString()

export const moment = (at: number): string => written(at).slice(0, 16).replace('T', ' ')

export const clock = (at: number): string => written(at).slice(11, 16)
