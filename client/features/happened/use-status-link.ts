import { computed, inject, ref, shallowRef } from 'vue'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import { keepStatusSecrets, readStatusSecrets } from '../../ui/saving/status-secrets.ts'
import { newSecret } from '../../ui/without-account/new-secret.ts'

/** `offline`: nobody has answered; `refused`: this phone is no longer part of the walk. */
type StatusLinkState = 'idle' | 'busy' | 'offline' | 'refused' | 'renewed'

/** The link of this phone to the status page of a walk. It needs a network once; then it is on the phone. */
export function useStatusLink(walkId: string) {
  const { api } = inject(walkServicesKey) as WalkServices
  const secrets = shallowRef(readStatusSecrets(walkId))
  const state = ref<StatusLinkState>('idle')
  const link = computed(() => {
    const { open } = secrets.value
    return open === undefined ? '' : `${window.location.origin}/status/${open}`
  })

  function keep(changed: typeof secrets.value): void {
    secrets.value = changed
    keepStatusSecrets(walkId, changed)
  }

  async function fetchLink(replacesOthers: boolean): Promise<void> {
    if (state.value === 'busy') return
    state.value = 'busy'
    const { open, pending = newSecret() } = secrets.value
    keep({ ...(open === undefined ? {} : { open }), pending })
    const body = { secret: pending, replacesOthers }
    const outcome = await api
      .call('openStatusPage', { params: { id: walkId }, body })
      .catch(() => undefined)
    if (outcome?.ok) keep({ open: pending })
    state.value = stateAfter(outcome?.ok, replacesOthers)
  }

  return {
    link,
    state,
    get: () => fetchLink(false),
    /** The old links of the person stop with it, wherever they are. */
    renew: () => fetchLink(true),
  }
}

function stateAfter(isOpen: boolean | undefined, isRenewed: boolean): StatusLinkState {
  if (isOpen === undefined) return 'offline'
  if (!isOpen) return 'refused'
  return isRenewed ? 'renewed' : 'idle'
}
