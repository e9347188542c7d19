/** As `da/under-way/verify.ts`. */
export const verifyEn = {
  verify: {
    link: 'Check whether it is solved',
    hint: 'Go to the place and press what you see. It is saved on the phone, also without a network.',
    notFollowUp: 'This walk is not a follow-up, so there is nothing to check.',
    over: 'The walk has ended. What you saw can no longer be changed.',
    counts: '{n} of {all} checked',
    none: 'There is nothing to check. The last walk has no findings that everybody may see.',
    notFetched:
      'The list from the last walk has not come to the phone yet. It comes when there is a network. Open the page again before you walk.',
    elsewhere: 'Not at a stop',
    promised: 'This was said',
    nothingSaid: 'Nobody has answered it yet.',
    whatNow: 'What do you see now?',
    verdicts: {
      confirmed: 'Confirmed',
      'not-solved': 'Not solved',
      'cannot-see': 'Cannot be seen',
    },
    unseen: 'Not checked yet',
    byOthers: 'Checked by somebody else on the walk. Press if you see something else.',
    more: 'Write, or take a photo',
    remark: 'Remark',
    saveRemark: 'Save the remark',
    remarkSaved: 'The remark is saved on the phone.',
    photo: 'Take a photo of the place',
    photoSaved: 'The photo is saved on the phone. It is sent when there is a network.',
  },
}
