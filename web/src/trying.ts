// What if figures were others? Changes on a copy of the county, judged by the server after a pause in typing.
//
// Changes stay in the page until they are kept, undone or left: a lapsed session or a server that is away
// loses none of them.
import { computed, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue'
import { api } from './api/client'
import type { Cell, Changes, Finding, Tried, WhatIf } from './api/types'
import { asking } from './asking'
import { basis } from './result'
import { roundId } from './round'
import { expired } from './session'

const pauseMs = 250

export const same = (a: Cell | null | undefined, b: Cell | null | undefined): boolean =>
  (a?.value ?? '') === (b?.value ?? '') && (a?.missing ?? '') === (b?.missing ?? '')

/** One change: of whose return, in which field, from what to what. */
export interface Change {
  code: string
  field: string
  before: Cell | null
  after: Cell | null
  refused: Finding | undefined
}

const copy = (changes: Changes): Changes => JSON.parse(JSON.stringify(changes)) as Changes

export function useTrying() {
  const changes = reactive<Changes>({})
  /** What stands in the returns, as far as it is known: a change back to it is none. */
  const stands = reactive<Changes>({})
  const outcome = shallowRef<Tried | null>(null)
  const opened = shallowRef<WhatIf | null>(null)
  const [about, trying, trouble, kept] = [ref(''), ref(false), shallowRef<unknown>(null), ref('{}')]
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  const all = asking(() => api.whatIfs(roundId.value), () => roundId.value)
  const list = computed<Change[]>(() => Object.entries(changes).flatMap(([code, cells]) => Object.entries(cells).map(([field, after]) => ({
    code, field, after, before: stands[code]?.[field] ?? null, refused: outcome.value?.refused[code]?.[field],
  }))))
  const unsaved = computed(() => list.value.length > 0 && JSON.stringify(changes) !== kept.value)

  function know(code: string, field: string, cell: Cell | null): void {
    ;(stands[code] ??= {})[field] = cell
  }

  function set(code: string, field: string, cell: Cell | null): void {
    if (same(cell, stands[code]?.[field])) return undo(code, field)
    ;(changes[code] ??= {})[field] = cell
    later(pauseMs)
  }

  function undo(code: string, field: string): void {
    delete changes[code]?.[field]
    if (changes[code] && !Object.keys(changes[code]).length) delete changes[code]
    later(0)
  }

  function clear(): void {
    for (const code of Object.keys(changes)) delete changes[code]
    opened.value = null
    kept.value = '{}'
    later(0)
  }

  /** Takes up what was kept; the cells are known from what the server says stands in them. */
  function open(own: WhatIf): void {
    clear()
    Object.assign(changes, copy(own.changes))
    kept.value = JSON.stringify(changes)
    opened.value = own
    later(0)
  }

  function later(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void judge(), ms)
  }

  async function judge(): Promise<void> {
    const mine = ++turn
    trying.value = true
    try {
      const came = await api.tryOut(roundId.value, { basis: basis.value, changes: copy(changes), about: about.value || null })
      if (mine !== turn) return
      for (const [code, cells] of Object.entries(came.before)) for (const [field, cell] of Object.entries(cells)) know(code, field, cell)
      ;[outcome.value, trouble.value] = [came, null]
    } catch (why) {
      if (mine === turn) trouble.value = why
    } finally {
      if (mine === turn) trying.value = false
    }
  }

  async function keep(name: string, anew: boolean): Promise<void> {
    const id = anew ? null : (opened.value?.id ?? null)
    const made = await api.keepWhatIf(roundId.value, { id, name, changes: copy(changes) })
    kept.value = JSON.stringify(changes)
    await all.ask()
    opened.value = all.value.value?.find((own) => own.id === made.id) ?? null
  }

  async function rename(own: WhatIf, name: string): Promise<void> {
    await api.renameWhatIf(own.id, name)
    await all.ask()
    if (opened.value?.id === own.id) opened.value = all.value.value?.find((fresh) => fresh.id === own.id) ?? null
  }

  async function discard(own: WhatIf): Promise<void> {
    await api.discardWhatIf(own.id)
    await all.ask()
    if (opened.value?.id === own.id) [opened.value, kept.value] = [null, '{}']
  }

  watch([basis, about, roundId], () => later(0), { immediate: true })
  watch(expired, (over) => !over && later(0))
  const guard = (event: BeforeUnloadEvent): void => {
    if (unsaved.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', guard)
  onBeforeUnmount(() => {
    clearTimeout(timer)
    window.removeEventListener('beforeunload', guard)
  })

  return { changes, stands, outcome, opened, about, trying, trouble, all, list, unsaved, know, set, undo, clear, open, judge, keep, rename, discard }
}

export type Trying = ReturnType<typeof useTrying>
