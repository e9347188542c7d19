/** Words of the page in an export, which come with the list of own pins. */
export const exportPageEn = {
  exportPage: {
    title: 'Your reports from Lygte',
    made: 'Taken from your phone {time}.',
    private:
      'The file may tell about you and about places where you have been. Share it only with people you choose.',
    created: 'Reported',
    edited: 'Changed',
    withdrawn: 'Withdrawn',
    restored: 'Withdrawal undone',
    commented: 'Comment',
    photo: 'Photo added',
    seenToo: 'Seen by you too',
    answered: 'Answer to a question',
    notSolved: 'It is not solved',
    other: 'Change',
    rating: 'Rating of a stop',
    answers: 'Answers about the area',
    started: 'Walk begun',
    closed: 'Walk ended',
    addition: 'Added to somebody else’s report',
    draft: 'Draft, not saved as a report',
    notReceived: 'Not received when this file was made',
    replaced: 'Replaced by a later change',
    refused: 'Could not be used: {reason}',
    position: 'Position: {at}',
  },
}
