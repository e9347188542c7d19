/** Keys as in `da/pin/capture-more.ts`. */
export const captureMoreEn = {
  moreDetails: {
    severity: 'How serious is it?',
    severityHint: 'Suggested by the topic. Severity is danger; the feeling is answered above.',
    owner: 'Who owns the place?',
    ownerHint: 'If you do not know, we will find out.',
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
