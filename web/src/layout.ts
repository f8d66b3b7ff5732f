// How does a form lie on the page? One row per field, one column per stage.
import type { Cell, Field, Return } from './api/types'

export interface Line {
  field: string
  head: Field
  /** The field of each shown stage; a field of the whole school stands in the first column alone. */
  at: (Field | null)[]
  whole: boolean
}

export interface Group {
  id: string
  title: Return['form']['groups'][number]['title']
  lines: Line[]
  stages: number
}

/** Stages about which something is known this year or was last year; all when nothing is. */
export function stagesOf(page: Return): { used: string[]; all: string[] } {
  const all = [...new Set(page.form.fields.map((field) => field.stage).filter((stage): stage is string => stage !== null))]
  const told = (cells: Record<string, Cell>, name: string) => Boolean(cells[name]?.value && cells[name]?.value !== '0')
  const used = all.filter((stage) => page.form.fields.some((field) => field.stage === stage && (told(page.cells, field.name) || told(page.last_year, field.name))))
  return { used: used.length ? used : all, all }
}

export function lay(page: Return, stages: string[]): Group[] {
  return page.form.groups.map((group) => {
    const own = page.form.fields.filter((field) => field.group === group.id)
    const ids = [...new Set(own.map((field) => field.field))]
    const lines = ids.map((id) => line(id, own.filter((field) => field.field === id), stages)).filter((found): found is Line => found !== null)
    return { id: group.id, title: group.title, lines, stages: lines.some((l) => !l.whole) ? stages.length : 1 }
  }).filter((group) => group.lines.length)
}

function line(id: string, fields: Field[], stages: string[]): Line | null {
  const whole = fields.find((field) => field.stage === null)
  const at = whole ? [whole] : stages.map((stage) => fields.find((field) => field.stage === stage) ?? null)
  const head = at.find((field) => field !== null)
  return head ? { field: id, head, at, whole: Boolean(whole) } : null
}

/** The name of the cell so many rows and columns away. */
export function away(groups: Group[], name: string, down: number, right: number): string | null {
  const lines = groups.flatMap((group) => group.lines)
  const row = lines.findIndex((own) => own.at.some((field) => field?.name === name))
  const column = lines[row]?.at.findIndex((field) => field?.name === name) ?? -1
  const target = lines[row + down]
  if (row < 0 || !target) return null
  return (target.whole && right === 0 ? target.at[0] : target.at[column + right])?.name ?? null
}
