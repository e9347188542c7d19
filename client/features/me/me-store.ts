import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef } from 'vue'
import type { StorageEstimate } from '../../local/phone/phone-storage.ts'
import type { KnownWalks } from '../../sync/services/joined-walks.ts'
import { forgetTexts } from '../../ui/saving/kept-text.ts'
import { forgetLookedAt } from '../../ui/saving/looked-at.ts'
import { forgetStatusSecrets } from '../../ui/saving/status-secrets.ts'
import { forget } from '../../ui/saving/remembered.ts'
import { forgetView } from '../../map/last-view.ts'
import type { RespondentKind } from '../../../shared/rating/rating.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

/** What this phone holds, and how to delete it. */
export const useMeStore = defineStore('me', () => {
  const { storage, walks, answers, sync, area, api } = inject(walkServicesKey) as WalkServices
  const known = shallowRef<KnownWalks>({ joined: [], current: undefined, isFetched: false })
  const estimate = shallowRef<StorageEstimate | null>(null)
  const isPersisted = ref<boolean | null>(null)
  const erasing = ref<'idle' | 'busy' | 'unsent' | 'failed'>('idle')

  async function read(): Promise<void> {
    known.value = await walks.read()
    estimate.value = (await storage.estimate().catch(() => undefined)) ?? null
    isPersisted.value = (await storage.isPersisted().catch(() => undefined)) ?? null
  }

  async function choose(walkId: string): Promise<void> {
    await walks.setCurrent(walkId)
    await read()
  }

  /** Returns whether the phone agreed to keep it. */
  async function askToKeep(): Promise<boolean> {
    const isKept = (await storage.persist().catch(() => undefined)) ?? false
    isPersisted.value = isKept
    return isKept
  }

  /** Returns true when nothing of Lygte is left here; the page must be reloaded then. Refuses while something is unsent. */
  async function eraseAll(): Promise<boolean> {
    erasing.value = 'busy'
    try {
      const result = await storage.eraseAll()
      if (result === 'erased') await forgetAll(area, api)
      erasing.value = result === 'unsent' ? 'unsent' : 'idle'
      return result === 'erased'
    } catch {
      erasing.value = 'failed'
      return false
    }
  }

  return {
    joined: computed(() => known.value.joined),
    current: computed(() => known.value.current ?? null),
    estimate,
    isPersisted,
    erasing,
    unsent: () => sync.state().waiting + sync.state().needsAttention,
    /** Right after the start nothing has been counted yet. */
    recount: () => sync.recount(),
    read,
    ...createKind(answers, () => known.value.current?.walk.id),
    choose,
    ...createPart({ walks, area }, read),
    serverNowMs: () => Date.now() - (sync.state().clockOffsetMs ?? 0),
    askToKeep,
    eraseAll,
  }
})

/** Deletes what is kept outside of the databases. */
async function forgetAll(area: WalkServices['area'], api: WalkServices['api']): Promise<void> {
  forgetView()
  forgetTexts()
  forgetLookedAt()
  forgetStatusSecrets()
  forget('replies')
  await area.keepOnly([])
  // Without a network the address stays where it is: each mail can end it.
  await api.call('takeBackAddress', { timeoutMs: 3_000 }).catch(() => undefined)
}

type PartServices = Pick<WalkServices, 'walks' | 'area'>

/** Actions on this phone's membership of a walk. */
function createPart({ walks, area }: PartServices, read: () => Promise<void>) {
  async function rename(walkId: string, name: string): Promise<void> {
    await walks.rename(walkId, name)
    await read()
  }

  /**
   * Returns how many items of the walk are unsent; the walk is left only when there are none. Does not read the list again: the
   * caller does, because the row that shows the result disappears with it.
   */
  async function leave(walkId: string): Promise<number> {
    const unsent = await walks.leave(walkId)
    if (unsent > 0) return unsent
    forgetLookedAt(walkId)
    forgetStatusSecrets(walkId)
    // Its map may be large; a failure here only leaves room in use.
    await area.remove(walkId).catch(() => 0)
    return 0
  }

  return { rename, leave }
}

/** How the person takes part in the current walk. */
function createKind(answers: WalkServices['answers'], walkId: () => string | undefined) {
  const kind = ref<RespondentKind>('unknown')

  async function readKind(): Promise<void> {
    const id = walkId()
    kind.value = (id && (await answers.read(id)).respondentKind) || 'unknown'
  }

  async function chooseKind(chosen: RespondentKind): Promise<void> {
    const id = walkId()
    if (id) await answers.setKind(id, chosen)
    await readKind()
  }

  return { kind, readKind, chooseKind }
}
