import type { leaderDa } from '../da/leader.ts'

export const leaderEn: typeof leaderDa = {
  leader: {
    title: 'Phones on the walk',
    none: 'No phones take part yet.',
    all: 'No phones take part. | After the walk, the one phone has reported that nothing is waiting on it. | After the walk, all {n} phones have reported that nothing is waiting on them.',
    since: 'The oldest report is from {time}.',
    unsure: 'We don’t know whether everything has arrived.',
    rule: 'A phone can get something new until the walk ends at {time}. After that, Lygte has to be opened on each phone where there is a network. The phone then reports by itself whether anything is waiting.',
    ruleOpen:
      'The walk has no end, so a phone can always get something new. This is what each phone reported last.',
    holding:
      'None is missing anything | 1 phone is missing something | {n} phones are missing something',
    unknown:
      'All have reported | We know nothing certain about 1 phone | We know nothing certain about {n} phones',
    empty:
      'None has reported after the walk. | After the walk, 1 phone has reported that nothing is waiting on it. | After the walk, {n} phones have reported that nothing is waiting on them.',
    nameless: 'A phone without a name',
    toldNothing: 'It has never reported what is on it.',
    toldLess: 'It reported at {time}, but its version of Lygte cannot tell everything.',
    toldEmpty: 'Nothing was waiting on it at {time}. We don’t know about the time since.',
    told: 'Reported {time}',
    part: {
      waiting:
        'Nothing is waiting. | 1 is waiting on the phone. Ask for Lygte to be opened where there is a network. | {n} are waiting on the phone. Ask for Lygte to be opened where there is a network.',
      refused:
        'Nothing has to be fixed. | 1 could not be used and has to be fixed on the phone. | {n} could not be used and have to be fixed on the phone.',
      drafts:
        'Nothing is begun. | 1 is begun on the phone but not saved. | {n} are begun on the phone but not saved.',
      lost: 'Nothing is lost. | 1 never arrived and is no longer on the phone. Ask what it was. | {n} never arrived and are no longer on the phone. Ask what it was.',
      unexplained: 'Nothing is missing. | 1 has not arrived yet. | {n} have not arrived yet.',
      heldPhotos:
        'No photos on the phone. | 1 photo is only on the phone. | {n} photos are only on the phone.',
      waitingPhotos:
        'No photos are waiting. | 1 photo has not come yet. Ask for Lygte to be opened where there is a network. | {n} photos have not come yet. Ask for Lygte to be opened where there is a network.',
      missingPhotos: 'No photos are missing. | 1 photo is missing. | {n} photos are missing.',
    },
    access: {
      ended: 'It has to join again with the code before it can send.',
      'locked-out': 'It is locked out and cannot send.',
    },
    seen: 'Last seen {time}',
    ask: 'Look again',
    asking: 'Looking …',
    failed: 'This can only be seen with a network. Try again soon.',
  },
}
