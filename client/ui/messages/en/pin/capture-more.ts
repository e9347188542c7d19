/** Keys as in `da/pin/capture-more.ts`. */
export const captureMoreEn = {
  moreDetails: {
    severity: 'How serious is it?',
    severityHint: 'Suggested by the topic. Severity is danger; the feeling is answered above.',
    owner: 'Who owns the place?',
    ownerHint: 'If you do not know, we will find out.',
  },
  drafts: {
    heading: 'Drafts on the phone',
    noTopic: 'No topic yet',
    photos: '1 photo | 1 photo | {n} photos',
    continue: 'Continue',
    continueOf: 'Continue the draft: {topic}',
    delete: 'Delete',
    deleteOf: 'Delete the draft: {topic}',
    deleted: 'The draft is deleted',
  },
  leaveDraft: {
    title: 'Close the report?',
    text: 'The draft stays on the phone. You can continue it later.',
    keep: 'Keep the draft',
    delete: 'Delete the draft',
  },
  placeEditor: {
    help: 'Press on the map, drag the pin, or select the pin and use the arrow keys.',
    mapLabel: 'Map for moving the pin',
    useMine: 'Use my position',
    address: 'Address or place',
    addressHint: 'For example Fyrkildevej 12, or “the stairs behind the school”.',
    addressAlone:
      'Without a pin on the map the address counts, and those responsible must search a little.',
    done: 'Done',
  },
  writtenFor: {
    title: 'Are you writing for somebody else?',
    hint: 'Do not write the name. The feeling above then counts as theirs.',
    walker: 'For somebody on the walk',
    neighbour: 'For a neighbour who is not here',
  },
  sameOne: {
    title: 'Is it the same one?',
    away: '{distance} from here',
    yes: 'Yes, that is it',
    no: 'No, it is another',
    joinTitle: 'Then we add to it',
    joinText: 'Your remark becomes a comment on it. The draft is deleted.',
    joinSees: 'It is noted that you see it too, and how it feels to you.',
    joinPhotos: 'The photos of the draft go along.',
    join: 'Go on to it',
  },
}
