/** Settings of a town whose mail server is at this address. */
export const mailConfig = (smtpUrl: string | null) => ({
  smtpUrl,
  smtpFrom: 'lygte@example.dk',
  publicOrigin: 'https://lygte.example.dk',
  port: 3_000,
})
