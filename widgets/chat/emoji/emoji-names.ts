/** An emoji, and what it is called: its shortcode first, then what else it is looked for by. */
export interface Emoji {
  readonly emoji: string;
  readonly names: readonly string[];
}

export type EmojiGroup = 'smileys' | 'people' | 'nature' | 'food' | 'activity' | 'objects' | 'symbols';

/** The common ones, by group; each with its names. */
const lists: Readonly<Record<EmojiGroup, string>> = {
  smileys: `😀 grinning happy|😃 smiley|😄 smile happy|😁 grin|😆 laughing|😅 sweat_smile|🤣 rofl|😂 joy tears
    |🙂 slightly_smiling_face|🙃 upside_down|😉 wink|😊 blush|😇 innocent angel|🥰 smiling_face_with_hearts
    |😍 heart_eyes|🤩 star_struck|😘 kissing_heart|😋 yum|😛 stuck_out_tongue|😜 winking_tongue|🤪 zany_face
    |🤗 hugs|🤭 hand_over_mouth|🤫 shushing|🤔 thinking|🤐 zipper_mouth|🤨 raised_eyebrow|😐 neutral_face
    |😶 no_mouth|😏 smirk|😒 unamused|🙄 roll_eyes|😬 grimacing|😌 relieved|😔 pensive|😪 sleepy
    |😴 sleeping|😷 mask|🤒 sick thermometer|🤯 exploding_head mind_blown|🥳 partying_face party|😎 sunglasses cool
    |🤓 nerd_face|😕 confused|😟 worried|🙁 slightly_frowning_face|😮 open_mouth wow|😲 astonished|😳 flushed
    |🥺 pleading_face|😢 cry sad|😭 sob|😱 scream|😓 sweat|😩 weary|😤 triumph|😡 rage angry|🤬 cursing
    |💀 skull|💩 poop|🤖 robot|👻 ghost|😺 smiley_cat`,
  people: `👍 +1 thumbsup yes like|👎 -1 thumbsdown no|👌 ok_hand|✌️ victory peace|🤞 crossed_fingers luck|🤘 metal
    |👋 wave hello bye|🤚 raised_back_of_hand|✋ raised_hand stop|👏 clap applause|🙌 raised_hands hooray
    |🙏 pray thanks please|🤝 handshake deal|💪 muscle strong|👀 eyes look|🫡 salute|🤷 shrug|🤦 facepalm
    |👉 point_right|👈 point_left|👆 point_up|👇 point_down|✍️ writing|🫶 heart_hands`,
  nature: `🐶 dog|🐱 cat|🦊 fox|🐻 bear|🐼 panda|🦄 unicorn|🐝 bee|🦋 butterfly|🐢 turtle|🌱 seedling|🌳 tree
    |🌻 sunflower|🌹 rose|🍀 four_leaf_clover luck|☀️ sunny sun|🌙 moon|⭐ star|⚡ zap lightning|🔥 fire lit
    |🌈 rainbow|☔ umbrella rain|❄️ snowflake|🌊 ocean wave_water`,
  food: `☕ coffee|🍵 tea|🍺 beer|🍻 beers cheers|🍷 wine_glass|🥂 champagne_glasses toast|🍕 pizza|🍔 hamburger
    |🍟 fries|🌮 taco|🍣 sushi|🍝 spaghetti pasta|🍪 cookie|🍰 cake|🎂 birthday|🍎 apple|🍓 strawberry|🥑 avocado`,
  activity: `🎉 tada party celebrate|🎊 confetti_ball|🎁 gift present|🎈 balloon|🏆 trophy|🥇 first_place gold|⚽ soccer football
    |🏀 basketball|🎮 video_game|🎵 musical_note music|🎸 guitar|🎨 art|✈️ airplane flight|🚀 rocket ship_it|🚗 car
    |🚲 bike|🏠 house home|🏖️ beach holiday`,
  objects: `💡 bulb idea|📌 pushpin|📎 paperclip|📅 calendar date|📈 chart_up|📉 chart_down|📦 package|✉️ envelope mail
    |📞 telephone phone|💻 laptop computer|⌨️ keyboard|🔒 lock|🔑 key|🔔 bell|🔍 mag search|🛠️ tools|⚙️ gear
    |🐛 bug|📝 memo note|📚 books|💰 moneybag|⏰ alarm_clock|⏳ hourglass wait|🗑️ wastebasket trash`,
  symbols: `❤️ heart love|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart
    |💔 broken_heart|💯 100 perfect|✅ white_check_mark done|❌ x no_entry|⚠️ warning|❓ question|❗ exclamation
    |➕ plus|✨ sparkles|💥 boom|💤 zzz|🚫 prohibited|♻️ recycle|🆗 ok|🔴 red_circle|🟢 green_circle`,
};

/** The common emoji by group, in the order in which a picker shows them. */
export const emojiGroups: readonly { readonly group: EmojiGroup; readonly emoji: readonly Emoji[] }[] =
  Object.entries(lists).map(([group, list]) => ({
    group: group as EmojiGroup,
    emoji: list.split('|').map((entry) => {
      const [emoji = '', ...names] = entry.trim().split(' ');
      return { emoji, names };
    }),
  }));

/** All of them. */
export const emojiNames: readonly Emoji[] = emojiGroups.flatMap(({ emoji }) => emoji);
