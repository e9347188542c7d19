import type { inject as vueInject } from 'vue'
import { deskServicesKey, type DeskServices } from '../../../sync/services/desk-services.ts'

/** Returns the services that client/app provides. A desk without them is a bug in the composition, so it throws at once. */
export function requireDeskServices(inject: typeof vueInject): DeskServices {
  const services = inject<DeskServices | null>(deskServicesKey, null)
  if (!services) throw new Error('desk services were not provided')
  return services
}
