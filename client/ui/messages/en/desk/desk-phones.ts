/** Keys as in `da/desk-phones.ts`. */
export const deskPhonesEn = {
  phones: {
    title: 'Missing from the phones',
    short: 'Missing',
    link: 'Missing from the phones | Missing from the phones: 1 | Missing from the phones: {n}',
    lead: 'What the phones have mentioned and we have not received.',
    back: 'To the desk',
    loading: 'Loading …',
    failed: 'This could not be loaded. It may be the connection.',
    refused: 'You do not have access to this.',
    reports: 'Reports and changes',
    reportsNone: 'No phone has reported that anything is waiting on it.',
    reportsNoneHint:
      'This does not say that everything has arrived: we know nothing about a phone that has not reported. See the phones of each walk below.',
    named: 'Phone: {name}',
    nameless: 'Phone without a name',
    part: {
      lost: 'nothing is lost | 1 never arrived and is no longer on the phone | {n} never arrived and are no longer on the phone',
      waiting:
        'nothing is waiting | 1 was waiting on the phone {time} | {n} were waiting on the phone {time}',
      unexplained:
        'nothing is missing | 1 has not arrived. The phone has not said why | {n} have not arrived. The phone has not said why',
      refused:
        'nothing has to be fixed | 1 could not be used and has to be fixed on the phone | {n} could not be used and have to be fixed on the phone',
      drafts:
        'nothing is begun | 1 is begun on the phone but not saved | {n} are begun on the phone but not saved',
      heldPhotos:
        'no photos on the phone | 1 photo was only on the phone {time} | {n} photos were only on the phone {time}',
      waitingPhotos:
        'no photos are waiting | 1 photo has not come yet | {n} photos have not come yet',
      missingPhotos: 'no photos are missing | 1 photo is missing | {n} photos are missing',
    },
    lostHint: 'Ask the participant what it was about, and enter it again.',
    waitingHint: 'Ask the participant to open Lygte where there is a network.',
    seen: 'Last seen {time}',
    photos: 'Photos',
    photosHint: 'Announced more than a day ago and not here.',
    photosNone:
      'None of the photos that phones have announced has been missing for more than a day.',
    photosMore: 'There are more than these. The oldest come first.',
    photo: 'Photo {place} of {n}',
    photoFacts: 'Announced {time}',
    photoShare: '{percent} has come',
    onWalk: 'Phones on a walk',
    onWalkHint: 'If a phone is stolen or lost, you can lock it out.',
    walk: 'Walk',
    none: 'No phones take part in this walk.',
    judged: {
      all: 'No phones take part. | After the walk, the one phone has reported that nothing is waiting on it. Reported {time}. | After the walk, all {n} phones have reported that nothing is waiting on them. The oldest report is from {time}.',
      unsure: 'We don’t know whether everything has arrived.',
      holding:
        'None is missing anything. | 1 phone is missing something. | {n} phones are missing something.',
      unknown:
        'All have reported after the walk. | 1 phone has not reported after the walk that it is empty. | {n} phones have not reported after the walk that they are empty.',
      empty:
        'None has reported after the walk. | After the walk, 1 phone has reported that nothing is waiting on it. | After the walk, {n} phones have reported that nothing is waiting on them.',
    },
    toldNothing: 'Has never reported what is on it',
    toldLess: 'Reported {time}, but its version of Lygte cannot tell everything',
    toldEmpty: 'Nothing was waiting on it {time}',
    access: {
      open: 'Can send and read',
      ended: 'Has to join again to send and read',
      'locked-out': 'Locked out',
    },
    lock: 'Lock out',
    lockNamed: 'Lock out: {name}',
    lockTitle: 'Lock the phone out?',
    lockText:
      '{name} will no longer be able to send or load anything. This cannot be undone: the owner has to join again with the code and is then a new participant.',
    lockKept: 'What has been received already stays here.',
    locked: '{name} is locked out.',
    lockFailed: 'The phone is not locked out. Try again.',
  },
}
