// By which column is a table sorted? What has no value stands last in both directions.
import { reactive } from 'vue'

export interface Sorting {
  by: string
  down: boolean
  turn: (by: string) => void
}

export function useSorting(by: string, down = false): Sorting {
  return reactive({
    by,
    down,
    turn(this: Sorting, wanted: string) {
      this.down = this.by === wanted ? !this.down : false
      this.by = wanted
    },
  })
}

const collator = new Intl.Collator('zh-CN', { numeric: true })

export function sorted<T>(rows: T[], key: (row: T) => string | number | null, down: boolean): T[] {
  return [...rows].sort((a, b) => {
    const [x, y] = [key(a), key(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y))
    return down ? -order : order
  })
}
