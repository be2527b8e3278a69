/** The conversations of the seed: a small homeware shop's team in the week before its autumn launch. */
export type Author = 'ann' | 'ben' | 'cleo' | 'dan';

export interface Line {
  readonly by: Author;
  readonly text: string;
  /** `user:type`, one after the other. */
  readonly reactions?: readonly `${Author}:${string}`[];
  /** The thread under the message. */
  readonly replies?: readonly Line[];
  readonly attach?: 'photo' | 'link';
}

/** Lines written in one go: on a day before today at an hour of UTC, or up to a few minutes before now. */
export interface Session {
  readonly when: { readonly daysAgo: number; readonly hour: number } | { readonly endsMinutesAgo: number };
  readonly lines: readonly Line[];
}

const line = (by: Author, text: string, extra: Omit<Line, 'by' | 'text'> = {}): Line => ({
  by,
  text,
  ...extra,
});

export const general: readonly Session[] = [
  {
    when: { daysAgo: 4, hour: 8 },
    lines: [
      line('ann', 'Morning everyone. Autumn launch is on Friday, so this is the week.', {
        reactions: ['ben:fire', 'cleo:fire'],
      }),
      line('ben', 'Morning! The pallet from the pottery should be here before ten.'),
      line('cleo', 'Is the Alma lamp on it? I have the studio booked for this afternoon.'),
      line('ben', 'All three colours. Chalk, moss and clay.'),
      line('cleo', 'Perfect 🙌'),
      line('dan', 'Two people asked about the moss one over the weekend. Can I say Friday?'),
      line('ann', 'Yes, Friday at nine. Not a minute earlier, please.', { reactions: ['dan:like'] }),
      line('dan', 'I’ll keep them in suspense then.'),
      line('ben', 'Pallet is here. 64 boxes, one has a dent.'),
      line('ann', 'Anything broken inside?', {
        replies: [
          line('ben', 'Opened it. One shade has a chip, the base is fine.'),
          line('cleo', 'I can shoot that one from its good side.'),
          line('ann', 'Keep it for the photos, then it goes to the window.', { reactions: ['ben:like'] }),
        ],
      }),
      line('ben', 'Checking now.'),
      line('cleo', 'Could you put one of each colour aside for me?'),
      line('ben', 'Already on your table.', { reactions: ['cleo:love'] }),
      line(
        'dan',
        'Quick one: the linen cushions say “machine washable” on the page but “cool hand wash” on the label.',
      ),
      line('ann', 'The label is right. Cleo, can you change the page?'),
      line('cleo', 'Done, and I fixed the German text too.'),
      line('dan', 'Thank you! That’s three questions a day less for me.'),
      line('ben', 'Stock is counted: 63 good lamps, 40 throws, 112 candle holders.'),
      line('ann', 'Wait, only 40 throws? We ordered 60.'),
      line('ben', 'The other 20 come on Wednesday. It’s on the note.'),
      line('ann', 'Phew. Okay.'),
      line('cleo', 'Heading to the studio. Wish me good light.', { reactions: ['ann:love', 'dan:like'] }),
      line('dan', 'Good light!'),
      line('ann', 'Have fun. Send us one when you like what you see.'),
    ],
  },
  {
    when: { daysAgo: 3, hour: 9 },
    lines: [
      line('cleo', 'I like what I see.', {
        attach: 'photo',
        reactions: ['ann:love', 'ben:love', 'dan:wow', 'ben:fire'],
      }),
      line('ann', 'Oh, that is lovely. The shelf makes it.', { reactions: ['cleo:love'] }),
      line('ben', 'Is that the chipped one?'),
      line('cleo', 'It is. You’d never know.', { reactions: ['ben:haha', 'dan:haha'] }),
      line('dan', 'Can we use that for the newsletter?'),
      line('cleo', 'That was the plan. I have it wide and square.'),
      line('ann', 'Wide for the newsletter, square for the shop.'),
      line('cleo', 'On it.'),
      line('dan', 'Speaking of which: what do I write about the bulb? People always ask.'),
      line('ben', 'E14, max 40 W, not included. A warm 2700 K looks best.', {
        replies: [
          line('dan', 'Would you add one to the box?'),
          line('ben', 'We could, but they break. Better to offer it at checkout.'),
          line('ann', 'Agreed. Add it as an extra, with the 2700 K one ticked.'),
          line('dan', 'Even better. Thanks both.'),
        ],
      }),
      line('dan', 'Got it, thanks.'),
      line(
        'ann',
        'Price check before it goes live: 89 for the lamp, 54 for the throw, 12 for a candle holder.',
      ),
      line('ben', 'I had 49 for the throw?'),
      line('ann', 'Wool went up. 54, or we earn nothing.'),
      line('ben', 'Fair enough. Labels updated.'),
      line('cleo', 'Product pages updated too. Still hidden.'),
      line('dan', 'Small thing, the moss page says “chalk” in the picture description.'),
      line('cleo', 'Good eye. Fixed.', { reactions: ['dan:like'] }),
      line('ann', 'How are we on packaging?'),
      line('ben', 'Paper instead of foam this time. Dropped three from table height, nothing happened.'),
      line('dan', 'Please tell me you filmed that.'),
      line('ben', 'Slow motion and everything.', { reactions: ['ann:haha', 'cleo:haha', 'dan:haha'] }),
      line('cleo', 'That’s going on the product page. I’m serious.'),
      line('ann', 'Approved.'),
    ],
  },
  {
    when: { daysAgo: 2, hour: 8 },
    lines: [
      line('ben', 'The 20 throws are here. Colour is spot on.'),
      line('ann', 'Great! One worry less.'),
      line('dan', 'Order 2041 came back, the customer moved house. Shall I resend it to the new address?'),
      line('ann', 'Yes, and no extra charge. They’ve been with us since the first year.'),
      line('dan', 'Will do.'),
      line('ben', 'It can go out with today’s pickup if I have the label by two.'),
      line('dan', 'Label’s in your tray.', { reactions: ['ben:like'] }),
      line('cleo', 'First draft of the launch page is up for the four of us. Tell me what hurts.', {
        attach: 'link',
        reactions: ['ann:love'],
      }),
      line('ann', 'Looks calm. I like it a lot.'),
      line('ben', 'On my phone the price sits under the button.'),
      line('cleo', 'Which phone?'),
      line('ben', 'The small one with the cracked screen, so maybe it’s me.'),
      line('cleo', 'Ha, no, I can see it at 320 wide. Give me five minutes.'),
      line(
        'dan',
        'Could the delivery time be nearer the top? It’s the first thing people write to us about.',
      ),
      line('cleo', 'Yes. “At your door in 2–4 days” right below the price?'),
      line('dan', 'That’s exactly it.'),
      line('cleo', 'Both done, reload please.'),
      line('ben', 'Works on the cracked phone 👍', { reactions: ['cleo:haha'] }),
      line('ann', 'I’d change one word: “curated”. Nobody talks like that.'),
      line('cleo', '“Chosen”?'),
      line('ann', 'Chosen. Yes.', { reactions: ['cleo:like'] }),
      line('dan', 'Reviews from the spring sale are in by the way: 4.8 on average.'),
      line('ann', 'What did the 0.2 complain about?'),
      line(
        'dan',
        'One candle holder arrived with a candle already in it. They thought it was used. It was a gift.',
        {
          reactions: ['ann:haha', 'ben:haha', 'cleo:haha'],
        },
      ),
    ],
  },
  {
    when: { daysAgo: 1, hour: 10 },
    lines: [
      line('ann', 'One day left. Where are we?'),
      line('ben', 'Everything is on the shelves and counted. 63 lamps, 60 throws, 112 holders.'),
      line('cleo', 'All pages are ready and hidden. One click tomorrow at nine.'),
      line('dan', 'Newsletter is set for 9:05, so the page is surely live before the first person clicks.'),
      line('ann', 'You three are wonderful.', { reactions: ['ben:love', 'cleo:love', 'dan:love'] }),
      line('ben', 'How many orders do we expect?'),
      line('ann', 'Spring had 48 on the first day. I’d be happy with 60.'),
      line('ben', 'I’ll prepare 70 boxes. Then nobody has to fold at noon.'),
      line('dan', 'I can help packing from eleven on.'),
      line('ben', 'Deal. Coffee’s on me.', { reactions: ['dan:like'] }),
      line('cleo', 'Do we want the gift wrap option on from the start?', {
        replies: [
          line('ben', 'Paper is here, ribbon comes on Monday.'),
          line('ann', 'Then we switch it on on Monday.'),
        ],
      }),
      line('ann', 'Let’s see in the thread what Ben has in stock.'),
      line('dan', 'Somebody from the local paper asked if they may come by tomorrow morning.'),
      line('ann', 'Oh! Yes, gladly. Before the shop opens?'),
      line('dan', 'Half past eight, with a photographer.'),
      line('cleo', 'Then I’ll set the table by the window tonight.'),
      line('ben', 'I’ll hide the boxes.'),
      line('ann', 'And the ladder, please. It’s been in every picture since May.', {
        reactions: ['ben:haha', 'cleo:haha'],
      }),
      line('ben', 'The ladder is part of the family.'),
      line(
        'dan',
        'Answers for tomorrow are written: bulb, delivery, washing, returns. Have a look if you like.',
      ),
      line('ann', 'Read them. Short and kind, just right.'),
      line('cleo', 'Table is set. Goodnight all, see you at eight.'),
      line('ben', 'Goodnight!'),
      line('ann', 'Sleep well. Tomorrow will be good.', { reactions: ['cleo:love', 'dan:love'] }),
    ],
  },
  {
    when: { endsMinutesAgo: 4 },
    lines: [
      line('cleo', 'And we’re live. Lamp, throw and holders are all visible.'),
      line('dan', 'Newsletter went out.'),
      line('ann', 'Deep breath.'),
      line('dan', 'First order! A clay lamp and two holders, to Bristol.', {
        reactions: ['ann:fire', 'ben:fire', 'cleo:fire'],
      }),
      line('ben', 'Printing the label as we speak.'),
      line('cleo', 'Photographer was lovely, by the way. She asked where the shelf is from.'),
      line('ann', 'And what did you tell her?'),
      line('cleo', 'That Ben built it and we don’t sell it. Yet.', { reactions: ['ann:wow', 'ben:haha'] }),
      line('ben', 'I have a very long list already.'),
      line('dan', '14 orders. Moss is ahead of clay, nobody saw that coming.'),
      line('cleo', 'I did. Moss looks best next to plants, and everyone has plants now.'),
      line('ann', 'Could we move the moss picture to the front then?'),
      line('cleo', 'Moved.'),
      line('dan', 'A customer asks if the lamp can stand in a bathroom.'),
      line('ben', 'Not near water. It’s IP20, so a dry shelf is as far as it goes.'),
      line('dan', 'Thanks, I’ll add that to the answers.'),
      line('ben', 'First 20 are packed. The paper works, I can hear it not breaking.'),
      line('ann', 'Pickup is at four?'),
      line('ben', 'At four. I asked them to bring the big van.', { reactions: ['ann:like'] }),
      line('dan', '37 orders, and one message that just says “finally”.', {
        reactions: ['ann:love', 'cleo:haha'],
      }),
      line('cleo', 'Framing that.'),
      line('ann', 'I’m bringing lunch. Soup or sandwiches?'),
      line('ben', 'Soup, please. My hands smell of cardboard.'),
      line('ann', 'Soup it is. Back in twenty minutes.', { reactions: ['ben:love', 'dan:like'] }),
    ],
  },
];

export const annAndBen: readonly Session[] = [
  {
    when: { daysAgo: 1, hour: 15 },
    lines: [
      line('ann', 'Do you have a minute for the shelf question?'),
      line('ben', 'Always.'),
      line('ann', 'Could you build six by December? Oak, the same size as the one in the window.'),
      line('ben', 'Six, yes. Ten, no.', { reactions: ['ann:haha'] }),
      line('ann', 'Six is plenty. What would one cost us?'),
      line('ben', 'About 45 in wood and half a day each.'),
      line('ann', 'Then let’s talk about 140 in the shop.'),
      line('ben', 'For a plank with two brackets? 😄'),
      line('ann', 'For a very good plank.', { reactions: ['ben:haha'] }),
      line('ann', 'Sleep on it. No rush before the launch.'),
    ],
  },
  {
    when: { endsMinutesAgo: 9 },
    lines: [
      line('ben', 'Slept on it. I’ll do the six.'),
      line('ben', 'The wood could be here on Tuesday if I order today. Shall I?'),
    ],
  },
];

export const launch: readonly Session[] = [
  {
    when: { endsMinutesAgo: 6 },
    lines: [
      line('ann', 'Welcome to our autumn launch! Ask us anything about the new pieces.', {
        reactions: ['cleo:fire', 'dan:fire'],
      }),
      line('cleo', 'Hello from the studio. The lamp on the table is the one in moss.'),
      line('dan', 'Delivery is 2–4 days, and returns are free for 30 days.'),
      line('ben', 'Every lamp is thrown by hand, so no two are quite the same.', { reactions: ['ann:love'] }),
      line('cleo', 'Next up: how to style one small shelf in three ways.'),
      line('ann', 'We start in a few minutes. Make yourself comfortable.'),
    ],
  },
];
