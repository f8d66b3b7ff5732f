// Something is read from the server: what came, whether it is still coming, why it did not come.
import { ref, shallowRef, watch, type Ref } from 'vue'

export interface Asking<T> {
  value: Ref<T | null>
  loading: Ref<boolean>
  why: Ref<unknown>
  ask: () => Promise<void>
}

export function asking<T>(question: () => Promise<T>, when: () => unknown = () => true): Asking<T> {
  const value = shallowRef<T | null>(null) as Ref<T | null>
  const [loading, why] = [ref(true), shallowRef<unknown>(null)]
  let turn = 0
  const ask = async (): Promise<void> => {
    const mine = ++turn
    ;[loading.value, why.value] = [true, null]
    try {
      const came = await question()
      if (mine === turn) value.value = came
    } catch (trouble) {
      if (mine === turn) why.value = trouble
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  watch(when, () => void ask(), { immediate: true })
  return { value, loading, why, ask }
}
