import { ref } from 'vue'
import { onBeforeRouteLeave, useRouter } from 'vue-router'
import { focusOn } from '../../../../ui/plan/use-stops.ts'

/** Holds the page when words would be lost, and goes on when the person says so. */
export function useLeaveQuestion(isDirty: () => boolean) {
  const router = useRouter()
  const wanted = ref<string | null>(null)
  let isLeaving = false

  onBeforeRouteLeave((to) => {
    if (isLeaving || !isDirty()) return true
    wanted.value = to.fullPath
    void focusOn('[data-act="stay"]')
    return false
  })

  async function leave() {
    const to = wanted.value
    isLeaving = true
    if (to) await router.push(to)
  }
  const stay = () => {
    wanted.value = null
  }
  return { wanted, leave, stay }
}
