import type { people } from '../../people.ts';

type PersonId = (typeof people)[number]['id'];

/** One seeded feed item: a workflow's run, some while ago. */
export interface SeededItem {
  readonly workflow: string;
  readonly minutesAgo: number;
  /** The latest first; several make a batch. */
  readonly actors: readonly PersonId[];
  readonly data: Readonly<Record<string, string>>;
}

const hour = 60;
const day = 24 * hour;

function comment(
  minutesAgo: number,
  actors: PersonId | PersonId[],
  subject: string,
  text: string,
): SeededItem {
  const data = { subject, comment: text, anchor: 'reviews' };
  return { workflow: 'new-comment', minutesAgo, actors: [actors].flat(), data };
}

function message(minutesAgo: number, actor: PersonId, text: string): SeededItem {
  return { workflow: 'new-message', minutesAgo, actors: [actor], data: { message: text } };
}

function order(minutesAgo: number, number: string, status: string, detail: string): SeededItem {
  return {
    workflow: 'order-status-updated',
    minutesAgo,
    actors: [],
    data: { order: number, status, detail },
  };
}

function news(minutesAgo: number, title: string, body: string): SeededItem {
  return { workflow: 'product-update', minutesAgo, actors: [], data: { title, body, anchor: 'new' } };
}

function signIn(minutesAgo: number, device: string, place: string): SeededItem {
  return { workflow: 'login-new-device', minutesAgo, actors: [], data: { device, place } };
}

function welcome(minutesAgo: number): SeededItem {
  return { workflow: 'welcome', minutesAgo, actors: [], data: {} };
}

/** Ann's feed, newest first: 60 items. */
export const annsItems: readonly SeededItem[] = [
  comment(
    4,
    'ben',
    'Oak wall shelf',
    'Mine holds forty cookbooks and does not bend. Two screws more than the manual says.',
  ),
  order(19, '1047', 'is out for delivery', 'The courier will be with you within two hours.'),
  message(41, 'cleo', 'I put the linen samples aside for you. The grey one is the one you meant, I think.'),
  comment(
    1 * hour + 12,
    ['dan', 'ben', 'cleo'],
    'Living room, second try',
    'The lamp belongs by the window. Everything else can stay.',
  ),
  signIn(2 * hour + 5, 'Firefox on Linux', 'Rotterdam'),
  news(3 * hour + 30, 'Stoneware is back', 'Mugs, bowls and the big serving plate, in sand and ink.'),
  order(5 * hour, '1047', 'has left the warehouse', 'One parcel, 3.2 kg. You can follow it from the order.'),
  comment(
    7 * hour,
    'cleo',
    'Linen duvet cover',
    'Wash it twice before the first night and it gets wonderfully soft.',
  ),
  message(
    9 * hour,
    'ben',
    'Could you bring the drill on Saturday? Mine gave up halfway through the hallway.',
  ),
  order(22 * hour, '1047', 'is paid', 'We took 84.00 € from your card ending in 4242.'),
  news(
    1 * day + 2 * hour,
    'A chair to read in',
    'High back, wide arms, a footrest that hides. In three wools.',
  ),
  comment(
    1 * day + 4 * hour,
    'dan',
    'Brass coat hooks',
    'They darken after a month. I like it, but you should know.',
  ),
  comment(1 * day + 6 * hour, 'ben', 'Kitchen wish list', 'You have the same scale twice.'),
  message(1 * day + 9 * hour, 'dan', 'Thank you for the tip with the felt pads. Not a single scratch since.'),
  order(2 * day, '1046', 'was delivered', 'Left with your neighbour at number 12.'),
  comment(2 * day + 3 * hour, 'cleo', 'Pendant lamp, opal', 'A warm bulb makes all the difference here.'),
  news(
    2 * day + 8 * hour,
    'Repair instead of replace',
    'Spare parts for every chair we ever sold, now online.',
  ),
  order(3 * day, '1046', 'is out for delivery', 'The courier comes before noon.'),
  message(3 * day + 5 * hour, 'cleo', 'Is the walnut stool still free? I would take it this week.'),
  comment(3 * day + 7 * hour, 'dan', 'Walnut stool', 'Sturdy enough to stand on. I am tall, so I tried.'),
  order(4 * day, '1046', 'has left the warehouse', 'Two parcels. They may arrive on different days.'),
  news(
    4 * day + 6 * hour,
    'Open late on Thursdays',
    'The shop by the canal stays open until nine from this week on.',
  ),
  comment(
    5 * day,
    ['ben', 'dan'],
    'Balcony, small',
    'Two folding chairs and one table is the most it takes.',
  ),
  order(5 * day + 2 * hour, '1046', 'is paid', 'We took 129.50 € from your card ending in 4242.'),
  message(6 * day, 'ben', 'Found the receipt for the lamp. It is still under guarantee until March.'),
  comment(6 * day + 4 * hour, 'cleo', 'Wool throw', 'Scratchy for an hour, then never again.'),
  news(7 * day, 'Winter colours', 'Moss, rust and a very dark blue for throws and cushions.'),
  comment(8 * day, 'ben', 'Cast iron pan', 'Seasoned mine with flaxseed oil. Nothing sticks.'),
  order(8 * day + 3 * hour, '1043', 'was refunded', 'You get 39.00 € back within five days.'),
  message(9 * day, 'dan', 'The curtain rod needs 12 mm brackets, not 10. Learned it the hard way.'),
  order(10 * day, '1043', 'came back to us', 'Thank you. We will look at it within two days.'),
  comment(
    10 * day + 6 * hour,
    'dan',
    'Reading lamp',
    'The switch is on the cable, which is right where your hand is in bed.',
  ),
  news(11 * day, 'Forty samples at home', 'Pick five fabrics, we send them free of charge.'),
  comment(12 * day, 'cleo', 'Hallway', 'A mirror at the far end would double it.'),
  signIn(13 * day, 'Safari on iPhone', 'Utrecht'),
  message(13 * day + 4 * hour, 'cleo', 'Your photo of the shelf made it to the shop window!'),
  order(14 * day, '1043', 'was delivered', 'The parcel is in your letter box.'),
  comment(15 * day, 'ben', 'Bath mat, cork', 'Dries in an hour. The old one never did.'),
  news(16 * day, 'A table that grows', 'Four people on weekdays, ten on Sundays.'),
  comment(17 * day, 'dan', 'Oak wall shelf', 'Does it come without the lower rail?'),
  order(18 * day, '1043', 'has left the warehouse', 'One parcel, 0.8 kg.'),
  message(19 * day, 'ben', 'Dinner on Friday? I want to show you the finished kitchen.'),
  comment(20 * day, 'cleo', 'Glass carafe', 'The cork lid whistles when it is full. I find it charming.'),
  news(21 * day, 'Care for wood', 'One bottle of oil, ten minutes, once a year. We show you how.'),
  order(22 * day, '1039', 'was delivered', 'Signed for by you.'),
  comment(23 * day, 'ben', 'Desk by the window', 'Turn it by ninety degrees and the glare is gone.'),
  message(24 * day, 'dan', 'I can lend you the ladder until the end of the month.'),
  order(25 * day, '1039', 'is out for delivery', 'Two people bring it to the room of your choice.'),
  comment(26 * day, 'cleo', 'Reading chair', 'My cat says five stars.'),
  news(28 * day, 'Second life', 'Returned furniture, checked and cleaned, for up to half the price.'),
  order(29 * day, '1039', 'is paid', 'We took 449.00 € from your card ending in 4242.'),
  comment(31 * day, 'dan', 'Tea towels', 'Bought six, gave four away, bought six again.'),
  message(33 * day, 'cleo', 'Measured again: the rug has to be 170 × 240.'),
  comment(35 * day, 'ben', 'Kitchen wish list', 'The copper pot, really? Then invite us.'),
  news(38 * day, 'Rugs by the metre', 'Cut to size and edged by hand within a week.'),
  order(41 * day, '1031', 'was delivered', 'Left on the porch, as you asked.'),
  order(43 * day, '1031', 'has left the warehouse', 'One parcel, 5.6 kg.'),
  message(45 * day, 'ben', 'Good to see you here too. The chat is faster than my mail.'),
  signIn(46 * day, 'Chrome on Windows', 'Utrecht'),
  welcome(46 * day + 5),
];

/** What ann has put away, beside her feed. */
export const annsArchivedItems: readonly SeededItem[] = [
  news(6 * day + 9 * hour, 'Last days of the garden sale', 'Benches, pots and lanterns at a third off.'),
  order(16 * day + 2 * hour, '1041', 'was cancelled', 'Nothing was taken from your card.'),
  comment(27 * day, 'dan', 'Old sofa', 'Sold! Thank you all.'),
  news(40 * day, 'We moved the till', 'It stands by the door now. Come and see.'),
];

/** Ben's feed, newest first. */
export const bensItems: readonly SeededItem[] = [
  comment(11, 'ann', 'Oak wall shelf', 'Which screws did you take? The ones in the box look short.'),
  message(1 * hour + 3, 'ann', 'The drill is charged. Saturday at ten?'),
  order(6 * hour, '1051', 'is being packed', 'We write again as soon as it leaves.'),
  news(
    3 * hour + 30 + 1 * day,
    'Stoneware is back',
    'Mugs, bowls and the big serving plate, in sand and ink.',
  ),
  comment(3 * day, 'cleo', 'Kitchen, finished', 'That splashback was worth the wait.'),
  welcome(30 * day),
];
