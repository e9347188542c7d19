import { computed, type WritableComputedRef, type Ref } from 'vue'
import { isUuid, makeUuid, type Uuid } from '../../../shared/identifiers.ts'
import { worstTimes, type WishWords, type WorstTime } from '../../../shared/wish/wish.ts'
import { useKeptText } from '../../ui/saving/kept-text.ts'
import { newSecret } from '../../ui/without-account/new-secret.ts'

/** What makes pressing twice one wish, also after a reload: both are made on this phone before anything is sent. */
interface WishKeys {
  wishId: Uuid
  /** Opens the page with the answer. */
  secret: string
}

type Fields = Record<'place' | 'why' | 'asker' | 'email', Ref<string>>

/** A wish that is being written, kept on this phone from the first letter on until it has been received. */
export interface AskDraft {
  fields: Fields
  point: WritableComputedRef<WishWords['point']>
  worst: WritableComputedRef<readonly WorstTime[]>
  /** Id of the walk that is to be walked again; empty for a new one. */
  sameAs: Ref<string>
  words(): WishWords
  /** Returns the keys of this draft, made at the first call. */
  keys(): WishKeys
  /** Whether it was sent before, so that it may have arrived. */
  wasSent(): boolean
  /** The next send is a new wish: the one of these keys has been answered. */
  forgetKeys(): void
  clear(): void
}

export function useAskDraft(municipalityId: () => string): AskDraft {
  const kept = (name: string) => useKeptText(() => `ask-${municipalityId()}-${name}`)
  const fields = {
    ...{ place: kept('place'), why: kept('why') },
    ...{ asker: kept('asker'), email: kept('email') },
  }
  const [point, worst, keys] = [kept('point'), kept('worst'), kept('keys')]
  const sameAs = kept('same-as')
  return {
    fields,
    point: jsonIn(point, readPoint),
    worst: jsonIn(worst, readWorst),
    sameAs,
    words: () => ({
      place: fields.place.value,
      why: fields.why.value,
      asker: fields.asker.value,
      email: fields.email.value,
      point: readPoint(parsed(point.value)),
      worst: readWorst(parsed(worst.value)),
      ...(isUuid(sameAs.value) ? { sameAs: sameAs.value } : {}),
    }),
    keys() {
      const known = readKeys(parsed(keys.value))
      if (known) return known
      const made = makeKeys()
      keys.value = JSON.stringify(made)
      return made
    },
    wasSent: () => readKeys(parsed(keys.value)) !== undefined,
    forgetKeys: () => (keys.value = ''),
    clear() {
      for (const text of [...Object.values(fields), point, worst, keys, sameAs]) text.value = ''
    },
  }
}

const jsonIn = <Value>(text: Ref<string>, read: (value: unknown) => Value) =>
  computed({
    get: () => read(parsed(text.value)),
    set: (value) => {
      text.value = value === null ? '' : JSON.stringify(value)
    },
  })

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

function readPoint(value: unknown): WishWords['point'] {
  if (!isRecord(value)) return null
  const { longitude, latitude } = value
  if (typeof longitude !== 'number' || typeof latitude !== 'number') return null
  return { longitude, latitude }
}

const readWorst = (value: unknown): readonly WorstTime[] =>
  Array.isArray(value) ? worstTimes.filter((time) => value.includes(time)) : []

function readKeys(value: unknown): WishKeys | undefined {
  if (!isRecord(value)) return undefined
  const { wishId, secret } = value
  return typeof wishId === 'string' && typeof secret === 'string' ? { wishId, secret } : undefined
}

const makeKeys = (): WishKeys => ({
  wishId: makeUuid(Date.now(), () => crypto.getRandomValues(new Uint8Array(16))),
  secret: newSecret(),
})
