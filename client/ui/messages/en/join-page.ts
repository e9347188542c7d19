/** Words of the page that a join link opens. */
export const joinPageEn = {
  join: {
    title: 'Safety walk',
    lead: 'Walk along and put pins where something makes a place feel unsafe – or safe. Here in the app you can see what comes of it.',
    codeLabel: 'Code of the walk',
    codeHint:
      'On the invitation, or told by the walk leader. For example OEST29. You can also paste the whole link.',
    codeMissing: 'Type the code first.',
    noCode:
      'There is no code in what you wrote. A code has 4 to 20 letters and digits, such as OEST29. You can also paste the whole link.',
    damagedLink:
      'The link is damaged: its code is missing. Type the code from the invitation here, or ask for the link again.',
    unknownCode: 'We do not know the code {code}. Check every letter and digit.',
    closedCode:
      'The code {code} is closed to new people. Ask whoever invited you for a new one. What is on the phone stays here.',
    usedCode:
      'The code {code} was for one phone and is used. Ask for a new one. What is on the phone stays here.',
    find: 'Find the walk',
    finding: 'Finding the walk …',
    slow: 'This takes longer than usual. Is there a network where you are?',
    openAllYear: 'Open all year',
    by: 'Host: {name}',
    join: 'Join',
    joining: 'Joining …',
    otherPerson:
      'What {name} has written on this phone has not been sent yet. Send it before somebody else uses the phone.',
    phone:
      'It cannot be saved on the phone, so you cannot join here. What is wrong stands at the top.',
    tooManyTries: 'Too many tries. Wait {wait} and try again.',
    privacyHeading: 'How we use what you write',
    privacyMore: 'Read all of it',
    toMap: 'To the map',
    move: 'Have you taken part on another phone? Move here',
    official: 'Are you an official? Go to the desk',
    meet: 'We meet: {place}',
    reply: 'Say whether you are coming',
    calendar: 'Add to the calendar',
  },
}
