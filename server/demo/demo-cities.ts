import { aalborgAccounts, aalborg } from './aalborg/municipality.ts'
import { aalborgWalks } from './aalborg/walks.ts'
import { aalborgWishes } from './aalborg/wishes.ts'
import type { DemoCity } from './demo-city.ts'
import { hjoerring, hjoerringAccounts } from './hjoerring/municipality.ts'
import { hjoerringWalks } from './hjoerring/walks.ts'

/** There are two, so that the separation of municipalities can be seen. */
export const demoCities: readonly DemoCity[] = [
  { municipality: aalborg, accounts: aalborgAccounts, walks: aalborgWalks, wishes: aalborgWishes },
  { municipality: hjoerring, accounts: hjoerringAccounts, walks: hjoerringWalks, wishes: [] },
]
