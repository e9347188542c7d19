/** Words of the page “Mig”. */
export const meEn = {
  me: {
    invite: 'Answers to the invitation, and codes',
    title: 'Me',
    walks: 'My walks',
    walksHint: 'No walks. | 1 walk on this phone. | {n} walks on this phone.',
    move: 'Move to a new phone',
    moveHint: 'Your walks, your role and what you have pinned come along.',
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
