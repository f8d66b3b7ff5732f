// The tables of a page as a workbook: what is shown, in the order it is shown. Numbers stay numbers, and a
// text stays a text whatever it begins with: every cell is written with its type, none as a formula.
import type { SheetData } from 'write-excel-file/browser'
import { fingerprint } from './result'
import { session } from './session'
import { words } from './texts'

type Value = string | { number: number; format: string }

/** What a cell shows; a number may stand with the mark that judges it. */
interface Shown {
  value: Value
  mark?: string
}

export interface Table {
  title: string
  head: string[]
  rows: Value[][]
}

const mostDigits = 15
/** Signs beside words, buttons, and what a caption says beside its title. */
const silent = '[aria-hidden="true"], .noprint, caption .small'

/** The words of a part of the page as they are read aloud; a field says what is typed in it. */
function told(part: Element): string {
  if (part instanceof HTMLSelectElement) return part.value ? (part.selectedOptions[0]?.text ?? '') : ''
  if (part instanceof HTMLInputElement || part instanceof HTMLTextAreaElement) return part.value || part.placeholder
  return [...part.childNodes].map(toldOf).join('').replace(/[^\S\n]+/g, ' ').replace(/ ?([、，；]) ?/g, '$1').replace(/ ?\n[ \n]*/g, '\n').trim()
}
function toldOf(node: Node): string {
  if (node instanceof Comment) return ''
  if (!(node instanceof Element)) return (node.textContent ?? '').replace(/\s+/g, ' ')
  if (node.matches(silent)) return ''
  const text = told(node)
  return ['DIV', 'P', 'LI', 'UL', 'BR', 'SUMMARY'].includes(node.tagName) ? `\n${text}\n` : ` ${text} `
}

/** `1,234.50`, `12.5%`: as a number with the decimals it shows; anything else, and what is too long to be exact, as text. */
export function valueOf(text: string): Value {
  const plain = text.replaceAll(',', '').replace('−', '-')
  const found = /^([+-]?\d+(?:\.(\d+))?)(%?)$/.exec(plain)
  if (!found || plain.replace(/\D/g, '').length > mostDigits) return text
  const [, digits, decimals = '', percent = ''] = found
  const format = `${text.includes(',') ? '#,##' : ''}0${decimals && '.'}${'0'.repeat(decimals.length)}${percent}`
  return { number: Number(digits) / (percent ? 100 : 1), format }
}

function shown(cell: HTMLTableCellElement): Shown {
  const numeric = cell.classList.contains('num')
  const mark = numeric && cell.querySelector('.mark')
  if (!mark) return { value: numeric ? valueOf(told(cell)) : told(cell) }
  const word = told(mark)
  const rest = told(cell)
  return { value: valueOf(rest.endsWith(word) ? rest.slice(0, rest.length - word.length).trim() : rest), mark: word }
}

const cellsOf = (row: HTMLTableRowElement) => [...row.cells].filter((cell) => !cell.matches(silent))

/** One cell a column; what spans several leaves the others empty. */
function spread(row: HTMLTableRowElement): Shown[] {
  return cellsOf(row).flatMap((cell) => [shown(cell), ...Array.from({ length: cell.colSpan - 1 }, () => ({ value: '' }))])
}

/** A figure and its mark stand in one column of the page, in two of the workbook. */
export function read(table: HTMLTableElement): Table {
  const heads = table.tHead?.rows[0] ? spread(table.tHead.rows[0]).map((own) => textOf(own.value)) : []
  const rows = [...table.tBodies].flatMap((body) => [...body.rows].map(spread))
  const marked = heads.map((_, i) => rows.some((row) => row[i]?.mark !== undefined))
  const parts = <T>(row: T[], mark: (own: T) => T) => row.flatMap((own, i) => (marked[i] ? [own, mark(own)] : [own]))
  return {
    title: table.caption ? told(table.caption).replace(/\s+/g, ' ') : '',
    head: parts(heads, (own) => `${own} ${words.value.schools.outcome}`),
    rows: rows.map((row) => parts(row, (own) => ({ value: own.mark ?? '' })).map((own) => own.value)),
  }
}

const wide = (text: string) => [...text].reduce((n, sign) => n + (sign > '\u2e7f' ? 2 : 1), 0)
const textOf = (value: Value) => (typeof value === 'string' ? value : String(value.number))

function widths(table: Table): { width: number }[] {
  const longest = (i: number) => Math.max(...[table.head, ...table.rows].map((row) => Math.max(...textOf(row[i] ?? '').split('\n').map(wide))))
  return table.head.map((_, i) => ({ width: Math.min(60, Math.max(8, longest(i) + 2)) }))
}

const text = (value: string, style = {}) => ({ value, type: String, ...style })
const cell = (value: Value) => (typeof value === 'string' ? text(value, { wrap: value.includes('\n'), alignVertical: 'top' as const }) : { value: value.number, type: Number, format: value.format, alignVertical: 'top' as const })

/** The round that is shown, if it is one. */
export type Shows = { title: string; day: string } | null | undefined

/** Of what, of which day, of which data: so that a sheet still tells it years later. */
function origin(round: Shows): string {
  const w = words.value
  const facts = fingerprint.value && `${w.round.facts} ${fingerprint.value}`
  return [round?.title, round && `${w.round.day} ${round.day}`, facts, `${w.app.exportedOn} ${session.value?.today ?? ''}`].filter(Boolean).join('　')
}

function laid(page: string, table: Table, round: Shows): SheetData {
  const title = [page, table.title].filter(Boolean).join(' · ')
  return [
    [text(title, { fontWeight: 'bold', fontSize: 14 })],
    [text(origin(round), { textColor: '#52606d' })],
    table.head.map((own) => text(own, { fontWeight: 'bold', backgroundColor: '#eef2f6', bottomBorderStyle: 'thin' })),
    ...table.rows.map((row) => row.map(cell)),
  ]
}

/** Names of sheets are short, without some signs, and differ. */
function named(tables: Table[], page: string): string[] {
  const names: string[] = []
  for (const table of tables) {
    const whole = (table.title || page).replace(/[[\]/\\:*?']/g, ' ').trim() || 'Sheet'
    let name = whole.slice(0, 31)
    for (let n = 2; names.includes(name); n++) name = `${whole.slice(0, 27)} ${n}`
    names.push(name)
  }
  return names
}

/** The tables of a page, not of a dialog above it. */
export const tablesIn = (part: ParentNode) => [...part.querySelectorAll<HTMLTableElement>('table.data')].filter((own) => !own.closest('.el-overlay'))

/** Saves the tables that stand in a part of the page, each as a sheet; the library is loaded when asked for. */
export async function save(page: string, part: ParentNode, round: Shows): Promise<void> {
  const { default: write } = await import('write-excel-file/browser')
  const tables = tablesIn(part).map(read)
  const names = named(tables, page)
  const sheets = tables.map((table, i) => ({ sheet: names[i], data: laid(page, table, round), columns: widths(table), stickyRowsCount: 3, stickyColumnsCount: 1, orientation: 'landscape' as const }))
  await write(sheets).toFile(`${[round?.title, page].filter(Boolean).join(' ').replace(/[\\/:*?"<>|]/g, ' ')}.xlsx`)
}
