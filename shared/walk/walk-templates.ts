import type { PartyFunction } from '../observation/categories.ts'
import type { PlaceKind } from './place-kinds.ts'
import type { WalkFunction } from './walk-functions.ts'

/** What a plan begins with for one kind of place. All of it is a suggestion that people change. */
export interface WalkTemplate {
  /** What to look for there: ids of categories (domain.md §6), in the order of the check list. */
  lookFor: readonly string[]
  /** Stops that fit the kind of place; 5 to 10 in all (domain.md §3.3, phase 1). */
  stops: number
  /** From the first stop to the last, with the time at the stops. */
  minutes: number
  /** What a party must be able to do for anything to come of the walk (domain.md §5 and §10). */
  toAct: readonly PartyFunction[]
  /** Who else is useful there. */
  invite: readonly PartyFunction[]
  functions: readonly WalkFunction[]
}

const words = <Word extends string>(text: string) => text.split(' ') as Word[]

const template = (
  size: Pick<WalkTemplate, 'stops' | 'minutes'>,
  lookFor: string,
  people: { toAct: string; invite: string; functions: string },
): WalkTemplate => ({
  ...size,
  lookFor: words(lookFor),
  toAct: words(people.toAct),
  invite: words(people.invite),
  functions: ['leader', 'recorder', 'host', ...words<WalkFunction>(people.functions)],
})

export const walkTemplates: Record<PlaceKind, WalkTemplate> = {
  tunnel: template(
    { stops: 5, minutes: 60 },
    'lys.slukket lys.svagt tunnel.utryg syn.hjoerne syn.beplantning haer.graffiti ren.glas sti.vinter',
    { toAct: 'road', invite: 'police', functions: 'residents' },
  ),
  path: template(
    { stops: 7, minutes: 90 },
    'lys.mangler lys.skygge syn.beplantning sti.tilgaengelig sti.vinter ren.affald liv.baenk liv.vejvisning',
    { toAct: 'road park', invite: 'police', functions: 'residents accessibility-council' },
  ),
  'school-road': template(
    { stops: 7, minutes: 90 },
    'vej.skolevej vej.krydsning vej.fart vej.parkering vej.skilt lys.slukket syn.beplantning adf.knallert',
    { toAct: 'road', invite: 'police youth', functions: 'parents school' },
  ),
  'car-park': template(
    { stops: 5, minutes: 60 },
    'lys.slukket lys.svagt syn.hjoerne syn.ingen-ojne ren.glas haer.oedelagt adf.knallert tek.kamera-oenske',
    { toAct: 'road business', invite: 'police', functions: 'residents' },
  ),
  playground: template(
    { stops: 6, minutes: 75 },
    'ren.glas haer.oedelagt lys.slukket syn.ingen-ojne vej.skolevej liv.moedested adf.ophold haer.graffiti',
    { toAct: 'park', invite: 'youth police', functions: 'parents school young-people' },
  ),
  station: template(
    { stops: 6, minutes: 75 },
    'bus.stop bus.rute lys.slukket syn.hjoerne sti.tilgaengelig liv.vejvisning ren.skraldespand adf.chikane',
    { toAct: 'transit road', invite: 'rail police', functions: 'residents accessibility-council' },
  ),
  housing: template(
    { stops: 8, minutes: 100 },
    'lys.slukket tek.laas syn.beplantning brand.vej brand.container ren.storskrald liv.moedested adf.ophold',
    { toAct: 'housing', invite: 'police fire road', functions: 'residents caretaker' },
  ),
  harbour: template(
    { stops: 7, minutes: 90 },
    'havn.redning havn.kant lys.slukket lys.svagt brand.vej ren.glas ren.toilet sti.vinter',
    { toAct: 'harbour road', invite: 'fire police', functions: 'residents' },
  ),
  nightlife: template(
    { stops: 8, minutes: 100 },
    'lys.svagt syn.hjoerne adf.chikane adf.stoej ren.glas ren.toilet bus.rute tek.kamera-oenske',
    { toAct: 'business road', invite: 'police transit', functions: 'shopkeepers social-council' },
  ),
  shops: template(
    { stops: 6, minutes: 75 },
    'lys.slukket syn.ingen-ojne haer.graffiti haer.tom-bygning brand.hjertestarter ren.skraldespand vej.parkering adf.ophold',
    { toAct: 'business road', invite: 'police', functions: 'shopkeepers residents' },
  ),
}
