import { findCategory, type CategoryGroup } from '../../../shared/observation/categories.ts'
import type { IconName } from './icons.ts'

const groupIcons: Record<CategoryGroup, IconName> = {
  lys: 'light_off',
  syn: 'visibility',
  vej: 'road',
  sti: 'footprint',
  tunnel: 'subway',
  bus: 'directions_bus',
  ren: 'delete',
  haer: 'format_paint',
  brand: 'local_fire_department',
  havn: 'anchor',
  adf: 'groups',
  tek: 'lock_open',
  liv: 'diversity_3',
  god: 'favorite',
  andet: 'more_horiz',
}

/** Categories with an icon of their own; the others use the icon of their group. */
const leafIcons: Record<string, IconName> = {
  'lys.flere-slukket': 'light_group_2',
  'lys.blinker': 'flare',
  'lys.svagt': 'backlight_low',
  'lys.mangler': 'nightlight',
  'lys.skygge': 'nature',
  'syn.beplantning': 'park',
  'syn.hjoerne': 'turn_sharp_right',
  'syn.ingen-ojne': 'window',
  'vej.hul': 'construction',
  'vej.krydsning': 'transfer_within_a_station',
  'vej.fart': 'speed',
  'vej.skilt': 'wrong_location',
  'vej.skolevej': 'school',
  'vej.parkering': 'local_parking',
  'sti.tilgaengelig': 'accessible',
  'sti.vinter': 'ac_unit',
  'bus.stop': 'bus_alert',
  'bus.rute': 'departure_board',
  'ren.affald': 'delete_sweep',
  'ren.storskrald': 'weekend',
  'ren.glas': 'wine_bar',
  'ren.toilet': 'wc',
  'haer.graffiti-had': 'campaign',
  'haer.oedelagt': 'broken_image',
  'haer.tom-bygning': 'domain_disabled',
  'brand.vej': 'fire_truck',
  'brand.container': 'propane_tank',
  'brand.hjertestarter': 'ecg_heart',
  'havn.kant': 'waves',
  'havn.redning': 'support',
  'adf.rusmidler': 'pill',
  'adf.chikane': 'campaign',
  'adf.knallert': 'two_wheeler',
  'adf.stoej': 'volume_up',
  'tek.kamera-oenske': 'videocam',
  'liv.vejvisning': 'explore',
  'liv.baenk': 'chair_alt',
}

export const groupIcon = (group: CategoryGroup): IconName => groupIcons[group]

/** Icon of a category; ids from a newer server get the icon of their group or "other" (sync.md §1.3). */
export function categoryIcon(categoryId: string): IconName {
  const group = findCategory(categoryId)?.group ?? categoryId.split('.')[0] ?? 'andet'
  return leafIcons[categoryId] ?? groupIcons[group as CategoryGroup] ?? 'more_horiz'
}
