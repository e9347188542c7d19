/** Words of joining a walk: the form, installing. */
export const joiningEn = {
  join: {
    title: 'Safety walk',
    lead: 'Walk along and put pins where something makes a place feel unsafe – or safe. Here in the app you can see what comes of it.',
    heading: 'Join a walk',
    codeLabel: 'Code of the walk',
    codeHint:
      'On the invitation, or told by the walk leader. For example OEST29. You can also paste the whole link.',
    codeMissing: 'Type the code first.',
    noCode:
      'There is no code in what you wrote. A code has 4 to 20 letters and digits, such as OEST29. You can also paste the whole link.',
    damagedLink:
      'The link is damaged: its code is missing. Type the code from the invitation here, or ask for the link again.',
    unknownCode: 'We do not know the code {code}. Check every letter and digit.',
    find: 'Find the walk',
    finding: 'Finding the walk …',
    slow: 'This takes longer than usual. Is there a network where you are?',
    openAllYear: 'Open all year',
    by: 'Host: {name}',
    otherCode: 'Use another code',
    nameLabel: 'Your name',
    nameHint: 'Only the leader of the walk and the staff who answer see it. You need not give it.',
    kind: 'I am here as',
    kinds: { local: 'Resident', professional: 'Professional', unknown: 'Not said' },
    kindHint: 'Goes with your ratings of the stops.',
    join: 'Join',
    joining: 'Joining …',
    otherPerson:
      'What {name} has written on this phone has not been sent yet. Send it before somebody else uses the phone.',
    noNet: 'There is no network right now. The code works as soon as there is.',
    phone:
      'It cannot be saved on the phone, so you cannot join here. What is wrong stands at the top.',
    tooManyTries: 'Too many tries. Wait {wait} and try again.',
    privacyHeading: 'How we use what you write',
    privacyMore: 'Read all of it',
    toMap: 'To the map',
    official: 'Are you an official? Go to the desk',
  },
  install: {
    title: 'Put Lygte on your phone',
    why: 'Then it also starts without a network, and the phone takes better care of what you have not sent.',
    button: 'Put on the phone',
    done: 'Lygte is on your phone.',
    iosShare: 'Press the share button in Safari.',
    iosAdd: 'Choose “Add to Home Screen”.',
    iosOpen: 'Open Lygte from the home screen and type the code {code} there.',
    iosOtherBrowser: 'Open the page in Safari to put it on the phone.',
    menu: 'Open the browser’s menu and choose “Add to Home screen” or “Install app”.',
    inApp: 'You see this page inside another app. Open it in the phone’s browser first.',
  },
}
