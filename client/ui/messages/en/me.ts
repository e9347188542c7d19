/** Words of the page “Mig”. */
export const meEn = {
  me: {
    invite: 'Answers to the invitation, and codes',
    title: 'Me',
    walks: 'Walks',
    current: 'Shown now',
    choose: 'Show this one',
    addWalk: 'Join another',
    joinedAs: 'You have joined as {name}',
    joinedWithoutName: 'You have joined without a name',
    rename: 'Change name',
    renameFor: 'Change name in {title}',
    renameText:
      'What has been received already keeps the name it came with. Without a network, we get the name when there is one.',
    renameSave: 'Save the name',
    leave: 'Leave',
    leaveFor: 'Leave {title}?',
    leaveText:
      'The walk, its map and what others have reported are removed from the phone. What you have sent stays with those responsible. You can join again with the code {code}.',
    leaveUnsent:
      'Nothing is unsent. | 1 thing in {title} has not been sent. So we do not leave it now: it would be lost. Send it first, or delete it under “My reports”. | {n} things in {title} have not been sent. So we do not leave it now: they would be lost. Send them first, or delete them under “My reports”.',
    leaveDone: 'You have left {title}.',
    partFailed: 'It could not be saved on the phone. Try again.',
    display: 'Appearance and language',
    awake: 'The screen during the walk',
    awakeChoice: { on: 'Stays on', off: 'Goes off as usual' },
    textSize: 'The text size follows the phone’s.',
    privacy: 'Your data',
    storage: 'Room on the phone',
    storageUsed: '{used} used of {quota}',
    storageUnknown: 'The phone will not say how much is used.',
    kept: 'The phone has promised not to delete it by itself.',
    notKept: 'The phone may delete it when it gets full.',
    askKeep: 'Ask the phone to keep it',
    keepRefused: 'The phone said no. Put Lygte on the home screen, then it usually works.',
    delete: 'Delete everything on this phone',
    deleteHint: 'What you sent stays with those responsible.',
    deleteTitle: 'Delete everything on this phone?',
    deleteText:
      'Walks, maps and what you sent are removed from the phone. You can join again with the code.',
    deleteUnsent:
      'You have {n} things that are not sent. They would be lost, so we delete nothing now.',
    deleteUnsentHint:
      'Send them first, or export them and delete them one by one under “My reports”.',
    deleting: 'Deleting …',
    deleteFailed:
      'The phone would not delete everything. Close other tabs with Lygte and try again.',
    accessibility:
      'Everything in the app can be done from the list, with a keyboard and with a screen reader.',
  },
}
