/** How to install the app on the phone. */
export const installEn = {
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
