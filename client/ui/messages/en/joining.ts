/** Words of joining that other screens use too, and of installing. */
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
