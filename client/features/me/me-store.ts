import { defineStore } from 'pinia'
import { computed, inject, ref, shallowRef } from 'vue'
import type { StorageEstimate } from '../../local/phone/phone-storage.ts'
import type { KnownWalks } from '../../sync/services/joined-walks.ts'
import { forgetTexts } from '../../ui/saving/kept-text.ts'
import { forgetView } from '../../map/last-view.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'

/** What this phone holds, and how to get rid of it. */
export const useMeStore = defineStore('me', () => {
  const { storage, walks, sync, area } = inject(walkServicesKey) as WalkServices
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

  /** Answers whether the phone agreed to keep it. */
  async function askToKeep(): Promise<boolean> {
    const isKept = (await storage.persist().catch(() => undefined)) ?? false
    isPersisted.value = isKept
    return isKept
  }

  /** True when nothing of Lygte is left here; the page must be loaded again then. Refuses while something is unsent. */
  async function eraseAll(): Promise<boolean> {
    erasing.value = 'busy'
    try {
      const result = await storage.eraseAll()
      if (result === 'erased') await forgetAll(area)
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
    choose,
    ...createPart({ walks, area }, read),
    serverNowMs: () => Date.now() - (sync.state().clockOffsetMs ?? 0),
    askToKeep,
    eraseAll,
  }
})

/** What lies outside the databases. */
async function forgetAll(area: WalkServices['area']): Promise<void> {
  forgetView()
  forgetTexts()
  await area.keepOnly([])
}

type PartServices = Pick<WalkServices, 'walks' | 'area'>

/** This phone's part in a walk: another name there, and the way out. */
function createPart({ walks, area }: PartServices, read: () => Promise<void>) {
  async function rename(walkId: string, name: string): Promise<void> {
    await walks.rename(walkId, name)
    await read()
  }

  /** Answers how much of the walk is unsent: then it was not left. The list is for the caller to read again, who goes with it. */
  async function leave(walkId: string): Promise<number> {
    const unsent = await walks.leave(walkId)
    if (unsent > 0) return unsent
    // Its map may be large; what fails here is only room that stays taken.
    await area.remove(walkId).catch(() => 0)
    return 0
  }

  return { rename, leave }
}
