/** Notifications on the own phone, on the page “Me”. */
export const notificationsEn = {
  notifications: {
    title: 'Notifications on the phone',
    text: 'Turn notifications on if the phone may tell you when there is a question to you, when the report is ready, and 1, 3 and 6 months after it. They never have names, places or what somebody has written in them. They go encrypted through the service that your browser uses.',
    states: {
      loading: 'Loading …',
      busy: 'One moment …',
      unsupported:
        'The browser cannot show notifications here. On an iPhone, add Lygte to the home screen first.',
      off: 'The phone does not tell you. News still stands in the app.',
      on: 'The phone tells you when there is news.',
    },
    denied:
      'Notifications are turned off for Lygte in the settings of the phone. Allow them there, and open this page again.',
    failed:
      'The notification service of the browser did not answer. Try again later. News still stands in the app.',
    offline: 'This needs a network. Try again when there is a connection.',
    retry: 'Try again',
    turnOn: 'Turn notifications on',
    turnOff: 'Turn notifications off',
  },
}
