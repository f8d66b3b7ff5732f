// Files on their way to the server: two at a time, each with how far it is, and each can be stopped.
import { reactive, shallowReactive } from 'vue'
import { api } from './api/client'
import type { NewPaper } from './api/types'

const atOnce = 2

export interface Sending {
  file: File
  state: 'waiting' | 'sending' | 'done' | 'known' | 'stopped' | 'refused'
  /** From 0 to 1. */
  part: number
  why: unknown
  stop: () => void
}

export function useUploads(arrived: (id: string) => void) {
  const queue = shallowReactive<Sending[]>([])

  function add(round: string, file: File, paper: Omit<NewPaper, 'name'>): void {
    const halt = new AbortController()
    const own: Sending = reactive({ file, state: 'waiting', part: 0, why: null, stop: () => stop(own, halt) })
    queue.push(own)
    waiting.push(() => send(own, round, paper, halt))
    next()
  }

  const waiting: (() => Promise<void>)[] = []
  let running = 0
  function next(): void {
    if (running >= atOnce) return
    const work = waiting.shift()
    if (!work) return
    running += 1
    void work().finally(() => {
      running -= 1
      next()
    })
    next()
  }

  async function send(own: Sending, round: string, paper: Omit<NewPaper, 'name'>, halt: AbortController): Promise<void> {
    if (own.state === 'stopped') return
    own.state = 'sending'
    try {
      const { id, known } = await api.addEvidence(round, { ...paper, name: own.file.name }, own.file, (part) => (own.part = part), halt.signal)
      ;[own.state, own.part] = [known ? 'known' : 'done', 1]
      arrived(id)
    } catch (why) {
      if (!halt.signal.aborted) [own.state, own.why] = ['refused', why]
    }
  }

  function stop(own: Sending, halt: AbortController): void {
    if (own.state === 'waiting' || own.state === 'sending') own.state = 'stopped'
    halt.abort()
  }

  const busy = () => queue.some((own) => own.state === 'waiting' || own.state === 'sending')
  const clear = () => queue.splice(0, queue.length, ...queue.filter((own) => own.state === 'waiting' || own.state === 'sending'))
  return { queue, add, busy, clear }
}

export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
