/** Words of the page “Mine vandringer”. */
export const myWalksEn = {
  myWalks: {
    title: 'My walks',
    current: 'Shown now',
    choose: 'Show this one',
    happened: 'What happened?',
    happenedFor: 'What happened? {title}',
    addWalk: 'Join another',
    joinedAs: 'You have joined as {name}',
    joinedWithoutName: 'You have joined without a name',
    rename: 'Change name',
    renameFor: 'Change name in {title}',
    renameText:
      'What has been received already keeps the name it came with. Without a network, we get the name when there is one.',
    renameSave: 'Save the name',
    leave: 'Leave',
    report: 'Walk report',
    reportFor: 'Walk report: {title}',
    again: 'The same again',
    againFor: 'The same again: {title}',
    leaveFor: 'Leave {title}?',
    leaveText:
      'The walk, its map and what others have reported are removed from the phone. What you have sent stays with those responsible. You can join again with the code {code}.',
    leaveUnsent:
      'Nothing is unsent. | 1 thing in {title} has not been sent. So we do not leave it now: it would be lost. Send it first, or delete it under “My reports”. | {n} things in {title} have not been sent. So we do not leave it now: they would be lost. Send them first, or delete them under “My reports”.',
    leaveDone: 'You have left {title}.',
    partFailed: 'It could not be saved on the phone. Try again.',
    hint: 'All walks on this phone. Here you see what waits for you.',
    show: 'Show {title}',
    nothing: 'Nothing waits for you here.',
    roles: { walker: 'Walker', recorder: 'Recorder', leader: 'Walk leader' },
    states: {
      planned: 'Planned',
      open: 'Open',
      running: 'Under way',
      ended: 'Ended',
      approved: 'The list is approved',
    },
    waits: {
      unsent: 'Nothing is unsent | 1 thing is not sent | {n} things are not sent',
      refused:
        'Nothing is to be mended | 1 thing was not accepted and is to be mended | {n} things were not accepted and are to be mended',
      questions:
        'Nobody asks | There is a question about 1 of your findings | There are questions about {n} of your findings',
      news: 'Nothing new | There is news about 1 finding | There is news about {n} findings',
      answered:
        'No answers yet | 1 of your findings has got an answer | {n} of your findings have got an answer',
      before: 'Say how the area feels before you walk',
      after: 'Say how the area feels now afterwards',
      gather: 'Gathering is left: the list is not approved',
    },
    deleted:
      'The municipality deletes names and photos {n} months after the walk. What is not here any more has been deleted there.',
  },
}
