// What did a person type or paste, and does it look like what is asked?
import type { Cell, Field, Finding } from './api/types'
import { say, words } from './texts'

/** Full-width digits and thousands separators are how people write numbers, not mistakes. */
export function tidy(text: string): string {
  const half = text.replace(/[０-９．－]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).trim()
  return /^-?[\d,，\s]+(\.\d+)?$/.test(half) ? half.replace(/[,，\s]/g, '') : half
}

/** What is wrong at a glance; the server has the last word. */
export function doubt(field: Field, cell: Cell | null): string {
  const text = cell?.value
  if (!text || field.kind === 'choice') return ''
  if (!/^-?\d+(\.\d+)?$/.test(text)) return words.value.form.notNumber
  if (text.startsWith('-')) return words.value.form.notNegative
  return field.kind === 'count' && text.includes('.') ? words.value.form.notInteger : ''
}

export function typed(field: Field, text: string, before: Cell | null): Cell | null {
  const value = field.kind === 'choice' ? text : tidy(text)
  const note = before?.note ? { note: before.note } : {}
  return value === '' ? (before?.note ? { ...note } : null) : { value, ...note }
}

/** A pasted choice may be the option's title. */
export function pasted(field: Field, text: string, before: Cell | null): Cell | null {
  const option = field.options.find((own) => own.id === text.trim() || say(own.title) === text.trim())
  return typed(field, option?.id ?? text.trim(), before)
}

export function block(text: string): string[][] {
  return text.replace(/\r/g, '').replace(/\n$/, '').split('\n').map((line) => line.split('\t'))
}

export function told(field: Field | undefined, cell: Cell | null | undefined): string {
  if (!cell) return ''
  if (cell.missing) return words.value.form.missingReasons[cell.missing] ?? cell.missing
  return field?.kind === 'choice' ? say(field.options.find((own) => own.id === cell.value)?.title) || (cell.value ?? '') : (cell.value ?? '')
}

export function change(now: Cell | null, before: Cell | null | undefined): string {
  const [a, b] = [Number(now?.value), Number(before?.value)]
  if (!now?.value || !before?.value || !Number.isFinite(a) || !Number.isFinite(b) || b === 0 || a === b) return ''
  const part = (a / b - 1) * 100
  if (Math.abs(part) < 0.05) return ''
  return `${part > 0 ? '+' : '−'}${Math.abs(part).toFixed(Math.abs(part) < 10 ? 1 : 0)}%`
}

/** Worth a second look: far off last year's, and not merely one class more or less. */
export function much(now: Cell | null, before: Cell | null | undefined): boolean {
  const [a, b] = [Number(now?.value), Number(before?.value)]
  return change(now, before) !== '' && Math.abs(a / b - 1) > 0.2 && Math.abs(a - b) >= 5
}

/** A unit by its id, or as it is told. */
export function unit(of: Field['unit']): string {
  return typeof of === 'string' ? (words.value.units[of] ?? of) : say(of)
}

/** What a finding says, without the name of the school whose form it stands on. */
export function said(finding: Finding): string {
  const { subject, what } = finding
  return subject && what.startsWith(subject) ? what.slice(subject.length).replace(/^[：:\s]+/, '') : what
}
