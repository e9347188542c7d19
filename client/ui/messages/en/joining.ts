/** Words of joining that other screens use too. */
export const joiningEn = {
  join: {
    heading: 'Join a walk',
    otherCode: 'Use another code',
    nameLabel: 'Your name',
    nameHint: 'Only the leader of the walk and the staff who answer see it. You need not give it.',
    kind: 'I am here as',
    kinds: { local: 'Resident', professional: 'Professional', unknown: 'Not said' },
    kindHint: 'Goes with your ratings of the stops.',
    noNet: 'There is no network right now. The code works as soon as there is.',
  },
}
