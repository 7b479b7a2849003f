import { fill, press, refused, type State, said, seen, steps } from './state'

const setPassword = { who: 'nobody', path: '/set-password#no-such-token' } as const

/** Pages for who is not signed in. */
export const ENTRANCE: readonly State[] = [
  { name: 'sign-in', who: 'nobody', path: '/sign-in', settle: seen('heading', 'Sign in') },
  {
    name: 'sign-in, fields missing',
    who: 'nobody',
    path: '/sign-in',
    settle: steps(press('Sign in'), said('Something is missing')),
  },
  {
    name: 'sign-in, refused',
    who: 'nobody',
    path: '/sign-in',
    noise: refused(401),
    settle: steps(
      fill('E-mail', 'nobody-at-all@example.edu'),
      fill('Password', 'not the password'),
      press('Sign in'),
      said('The e-mail address or the password is wrong.'),
    ),
  },
  { name: 'set password', ...setPassword, settle: seen('heading', 'Set your password') },
  {
    name: 'set password, too short',
    ...setPassword,
    settle: steps(fill('New password', 'short'), press('Set password'), said('Something is missing')),
  },
  {
    name: 'set password, link no good',
    ...setPassword,
    settle: steps(fill('New password', 'a few words in a row'), press('Set password'), (page) =>
      page.locator('#faults').waitFor(),
    ),
  },
  {
    name: 'not found, signed out',
    who: 'nobody',
    path: '/not/there',
    noise: refused(404),
    settle: seen('heading', 'There is no such page'),
  },
]
