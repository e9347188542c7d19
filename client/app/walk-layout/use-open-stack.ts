import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import type { MapStack } from '../../map/map-content.ts'

/** The list of one place of the map. It closes when one of its pins is chosen, and is there again after going back. */
export function useOpenStack() {
  const route = useRoute()
  const router = useRouter()
  const opened = shallowRef<{ stack: MapStack; at: string } | null>(null)
  const stack = computed(() => (opened.value?.at === route.fullPath ? opened.value.stack : null))

  function open(chosen: MapStack): void {
    opened.value = { stack: chosen, at: route.fullPath }
  }

  function close(): void {
    opened.value = null
  }

  const choose = (id: string) => router.push({ name: 'pin', params: { id } })

  watch(
    () => route.fullPath,
    (path) => {
      const hasComeBack = path === opened.value?.at && router.options.history.state['forward']
      if (route.name !== 'pin' && !hasComeBack) close()
    },
  )
  return { stack, open, close, choose }
}
