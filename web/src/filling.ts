// A return while somebody fills it in: what is saved, what is not yet, and what another person changed.
//
// Nothing typed is ever dropped: a cell leaves `mine` only when the server has kept or refused it, or
// when the person chose the other's.
import { computed, onBeforeUnmount, reactive, ref, shallowRef, watch } from 'vue'
import { api, Problem } from './api/client'
import type { Cell, Change, Finding, Return } from './api/types'
import { expired } from './session'

export interface Conflict {
  field: string
  mine: Cell | null
  theirs: Cell | null
  who: string
}

const pauseMs = 700
const retryMs = [3_000, 8_000, 20_000]

const same = (a: Cell | null | undefined, b: Cell | null | undefined): boolean =>
  (a?.value ?? '') === (b?.value ?? '') && (a?.missing ?? '') === (b?.missing ?? '') && (a?.note ?? '') === (b?.note ?? '')

export function useFilling(id: string, told: (who: string, fields: number) => void) {
  const page = shallowRef<Return | null>(null)
  const cells = reactive<Record<string, Cell>>({})
  const mine = reactive<Record<string, Cell | null>>({})
  const refused = reactive<Record<string, { finding: Finding; cell: Cell | null }>>({})
  const checked = ref<Finding[]>([])
  /** What the server refused stands before what its checks say: both are in the way of handing in. */
  const findings = computed(() => [...Object.entries(refused).map(([field, { finding }]) => ({ ...finding, field })), ...checked.value])
  const conflicts = ref<Conflict[]>([])
  const [version, saving, trouble, savedAt] = [ref(0), ref(false), shallowRef<unknown>(null), ref<number | null>(null)]
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const unsaved = computed(() => Object.keys(mine).length + conflicts.value.length)
  /** What would be gone with the page. */
  const loose = computed(() => unsaved.value + Object.keys(refused).length)
  const cellOf = (name: string): Cell | null => {
    if (name in mine) return mine[name] ?? null
    return refused[name] ? refused[name].cell : (cells[name] ?? null)
  }

  function take(fresh: Return, tag: number): void {
    for (const name of Object.keys(cells)) delete cells[name]
    Object.assign(cells, fresh.cells)
    ;[page.value, version.value, checked.value] = [fresh, tag, fresh.findings]
  }

  async function read(): Promise<void> {
    const { body, version: tag } = await api.readReturn(id)
    take(body, tag)
  }

  function set(name: string, cell: Cell | null): void {
    delete refused[name]
    if (same(cell, cells[name])) delete mine[name]
    else mine[name] = cell
    later(pauseMs)
  }

  function later(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    const batch = { ...mine }
    if (saving.value || !Object.keys(batch).length) return
    saving.value = true
    try {
      const { body, version: tag } = await api.fill(id, version.value, batch)
      version.value = tag
      keep(batch, body.refused)
      checked.value = body.findings
      ;[trouble.value, savedAt.value, failures] = [null, Date.now(), 0]
    } catch (why) {
      await failed(why)
    } finally {
      saving.value = false
    }
    if (Object.keys(mine).length && !trouble.value) later(pauseMs)
  }

  function keep(batch: Record<string, Cell | null>, no: Record<string, Finding>): void {
    for (const [name, cell] of Object.entries(batch)) {
      const typedSince = mine[name] !== cell
      if (!typedSince) delete mine[name]
      const finding = no[name]
      if (finding) {
        if (!typedSince) refused[name] = { finding, cell }
      } else if (cell) cells[name] = cell
      else delete cells[name]
    }
  }

  async function failed(why: unknown): Promise<void> {
    if (why instanceof Problem && why.status === 412) return merge(why).catch((again: unknown) => void (trouble.value = again))
    trouble.value = why
    const passes = !(why instanceof Problem) || why.status >= 500 || why.status === 429
    if (passes) later(why instanceof Problem && why.retryAfter ? why.retryAfter * 1000 : (retryMs[failures++] ?? 30_000))
  }

  /** Somebody was faster: what only they changed is shown, what both changed is asked about. */
  async function merge(why: Problem): Promise<void> {
    const changes = why.body.changes ?? (await api.changes(id, version.value))
    const latest = new Map<string, Change>()
    for (const change of changes) latest.set(change.field, change)
    await read()
    let others = 0
    for (const change of latest.values()) {
      const own = mine[change.field]
      if (own === undefined) others++
      else if (same(own, change.cell)) delete mine[change.field]
      else {
        conflicts.value = [...conflicts.value.filter((c) => c.field !== change.field), { field: change.field, mine: own, theirs: change.cell ?? null, who: change.account_name }]
        delete mine[change.field]
      }
    }
    if (others) told([...latest.values()][0]?.account_name ?? '', others)
    trouble.value = null
    later(50)
  }

  function settle(conflict: Conflict, keepMine: boolean): void {
    conflicts.value = conflicts.value.filter((own) => own !== conflict)
    if (keepMine) set(conflict.field, conflict.mine)
  }

  async function step(name: string, body: Record<string, unknown> = {}): Promise<void> {
    await flush()
    await api.step(id, version.value, name, body)
    await read()
  }

  watch(expired, (over) => !over && unsaved.value && later(50))
  const guard = (event: BeforeUnloadEvent): void => {
    if (loose.value) event.preventDefault()
  }
  window.addEventListener('beforeunload', guard)
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', guard)
    void flush()
  })

  return { page, mine, findings, conflicts, version, saving, trouble, savedAt, unsaved, loose, cellOf, read, set, flush, settle, step }
}

export type Filling = ReturnType<typeof useFilling>
/** As much of it as a table of cells needs. */
export type Cells = Pick<Filling, 'page' | 'mine' | 'findings' | 'cellOf' | 'set'>
