/** An emoji, and what it is called: its shortcode first, then what else it is looked for by. */
export interface Emoji {
  readonly emoji: string;
  readonly names: readonly string[];
  /** What it is called in the visitor's language, where that is not English. */
  readonly word?: string | undefined;
}

export type EmojiGroup = 'smileys' | 'people' | 'nature' | 'food' | 'activity' | 'objects' | 'symbols';

/** The usual ones, by group; each with its names. */
const lists: Readonly<Record<EmojiGroup, string>> = {
  smileys: `😀 grinning happy|😃 smiley|😄 smile happy|😁 grin|😆 laughing|😅 sweat_smile|🤣 rofl|😂 joy tears
    |🙂 slightly_smiling_face|🙃 upside_down|😉 wink|😊 blush|😇 innocent angel|🥰 smiling_face_with_hearts
    |😍 heart_eyes|🤩 star_struck|😘 kissing_heart|😋 yum|😛 stuck_out_tongue|😜 winking_tongue|🤪 zany_face
    |🤗 hugs|🤭 hand_over_mouth|🤫 shushing|🤔 thinking|🤐 zipper_mouth|🤨 raised_eyebrow|😐 neutral_face
    |😶 no_mouth|😏 smirk|😒 unamused|🙄 roll_eyes|😬 grimacing|😌 relieved|😔 pensive|😪 sleepy
    |😴 sleeping|😷 mask|🤒 sick thermometer|🤯 exploding_head mind_blown|🥳 partying_face party|😎 sunglasses cool
    |🤓 nerd_face|😕 confused|😟 worried|🙁 slightly_frowning_face|😮 open_mouth wow|😲 astonished|😳 flushed
    |🥺 pleading_face|😢 cry sad|😭 sob|😱 scream|😓 sweat|😩 weary|😤 triumph|😡 rage angry|🤬 cursing
    |💀 skull|💩 poop|🤖 robot|👻 ghost|😺 smiley_cat
    |😗 kissing|😙 kissing_smiling_eyes|😚 kissing_closed_eyes|☺️ relaxed|🥲 smiling_tear
    |😝 stuck_out_tongue_closed_eyes|🤑 money_mouth rich|🫢 gasp|🫣 peeking|🫠 melting|🤥 lying
    |😮‍💨 exhale sigh|🤤 drooling|🤕 hurt bandage|🤢 nauseated|🤮 vomiting sick|🤧 sneezing|🥵 hot
    |🥶 cold freezing|🥴 woozy|😵 dizzy|🤠 cowboy|🥸 disguise|🧐 monocle|☹️ frowning|😯 hushed|😦 frowning_open
    |😧 anguished|😨 fearful afraid|😰 anxious|😥 disappointed_relieved|😖 confounded|😣 persevere
    |😞 disappointed|😫 tired|🥱 yawning|😠 angry|😈 smiling_imp devil|👿 imp|☠️ skull_crossbones|🤡 clown
    |👽 alien|👾 space_invader|🎃 jack_o_lantern halloween|😸 smile_cat|😹 joy_cat|😻 heart_eyes_cat
    |😿 crying_cat|🙀 scream_cat|🙈 see_no_evil monkey|🙉 hear_no_evil|🙊 speak_no_evil`,
  people: `👍 +1 thumbsup yes like|👎 -1 thumbsdown no|👌 ok_hand|✌️ victory peace|🤞 crossed_fingers luck|🤘 metal
    |👋 wave hello bye|🤚 raised_back_of_hand|✋ raised_hand stop|👏 clap applause|🙌 raised_hands hooray
    |🙏 pray thanks please|🤝 handshake deal|💪 muscle strong|👀 eyes look|🫡 salute|🤷 shrug|🤦 facepalm
    |👉 point_right|👈 point_left|👆 point_up|👇 point_down|✍️ writing|🫶 heart_hands
    |🤏 pinching|🤌 pinched_fingers|🤟 love_you|🤙 call_me|🖐️ hand_splayed|🖖 vulcan|☝️ point_up_one
    |👊 fist_bump punch|✊ raised_fist|🤛 left_fist|🤜 right_fist|👐 open_hands|🤲 palms_up
    |🫰 hand_with_index_thumb|🫵 point_at_you|💅 nail_polish|🤳 selfie|🦾 mechanical_arm|👂 ear listen|👃 nose
    |🧠 brain smart|👁️ eye|👄 mouth|👶 baby|🧒 child|👦 boy|👧 girl|🧑 person adult|👨 man|👩 woman
    |🧓 older_person|👴 old_man|👵 old_woman|🙋 raising_hand question|🙆 ok_person|🙅 no_good
    |💁 information_desk|🙇 bow sorry|🧑‍💻 technologist developer|🧑‍🎓 student graduate|🧑‍🏫 teacher
    |🧑‍🍳 cook chef|🧑‍⚕️ health_worker doctor nurse|🧑‍🔧 mechanic|🧑‍🚀 astronaut|👮 police_officer
    |🕵️ detective|🦸 superhero|🧙 mage wizard|🧑‍🎄 mx_claus christmas|🚶 walking|🏃 running run
    |💃 dancer dance|🕺 man_dancing|👯 dancing_people|🧘 yoga meditation|🏊 swimmer|🚴 cyclist|👪 family
    |👫 couple|💑 couple_with_heart|🗣️ speaking_head|👥 people silhouettes|👤 silhouette user`,
  nature: `🐶 dog|🐱 cat|🦊 fox|🐻 bear|🐼 panda|🦄 unicorn|🐝 bee|🦋 butterfly|🐢 turtle|🌱 seedling|🌳 tree
    |🌻 sunflower|🌹 rose|🍀 four_leaf_clover luck|☀️ sunny sun|🌙 moon|⭐ star|⚡ zap lightning|🔥 fire lit
    |🌈 rainbow|☔ umbrella rain|❄️ snowflake|🌊 ocean wave_water
    |🐭 mouse|🐹 hamster|🐰 rabbit bunny|🐻‍❄️ polar_bear|🐨 koala|🐯 tiger|🦁 lion|🐮 cow|🐷 pig|🐸 frog
    |🐵 monkey_face|🐔 chicken|🐧 penguin|🐦 bird|🐤 chick|🦆 duck|🦅 eagle|🦉 owl|🐺 wolf|🐴 horse|🐌 snail slow
    |🐞 lady_beetle|🐜 ant|🕷️ spider|🐍 snake|🦖 t_rex dinosaur|🐙 octopus|🦀 crab|🐠 tropical_fish|🐟 fish
    |🐬 dolphin|🐳 whale|🦈 shark|🐘 elephant|🦒 giraffe|🐪 camel|🐑 sheep|🐐 goat|🦔 hedgehog|🐿️ chipmunk
    |🦥 sloth|🐾 paws|🌵 cactus|🎄 christmas_tree|🌲 evergreen|🌴 palm_tree|🌿 herb|🍁 maple_leaf autumn
    |🍂 fallen_leaf|🍄 mushroom|🌷 tulip|🌸 cherry_blossom|🌼 blossom|💐 bouquet flowers|🌍 earth_africa world
    |🌎 earth_americas|🌏 earth_asia|🌕 full_moon|🌟 glowing_star|🌤️ sun_behind_cloud|☁️ cloud|🌧️ rain_cloud
    |⛈️ thunderstorm|🌨️ snow_cloud|💨 dash wind|💧 droplet|☃️ snowman|🌪️ tornado`,
  food: `☕ coffee|🍵 tea|🍺 beer|🍻 beers cheers|🍷 wine_glass|🥂 champagne_glasses toast|🍕 pizza|🍔 hamburger
    |🍟 fries|🌮 taco|🍣 sushi|🍝 spaghetti pasta|🍪 cookie|🍰 cake|🎂 birthday|🍎 apple|🍓 strawberry|🥑 avocado
    |🍇 grapes|🍉 watermelon|🍊 tangerine orange|🍋 lemon|🍌 banana|🍍 pineapple|🥭 mango|🍐 pear|🍑 peach
    |🍒 cherries|🫐 blueberries|🥝 kiwi|🍅 tomato|🥥 coconut|🍆 eggplant|🥕 carrot|🌽 corn|🌶️ hot_pepper spicy
    |🥒 cucumber|🥦 broccoli|🧄 garlic|🧅 onion|🥔 potato|🍞 bread|🥐 croissant|🥖 baguette|🥨 pretzel|🧀 cheese
    |🥚 egg|🍳 cooking fried_egg|🥞 pancakes|🧇 waffle|🥓 bacon|🍗 poultry_leg|🌭 hot_dog|🥪 sandwich|🌯 burrito
    |🥗 salad|🍲 stew soup|🍛 curry|🍜 noodles ramen|🍚 rice|🍦 ice_cream|🍩 doughnut|🍫 chocolate|🍬 candy
    |🍭 lollipop|🍯 honey|🥛 milk|🧃 juice|🥤 cup_with_straw|🍸 cocktail|🍹 tropical_drink|🥃 whisky tumbler
    |🍾 champagne celebrate|🧋 bubble_tea|🍿 popcorn|🧁 cupcake|🥧 pie|🍴 fork_and_knife eat|🧂 salt`,
  activity: `🎉 tada party celebrate|🎊 confetti_ball|🎁 gift present|🎈 balloon|🏆 trophy|🥇 first_place gold|⚽ soccer football
    |🏀 basketball|🎮 video_game|🎵 musical_note music|🎸 guitar|🎨 art|✈️ airplane flight|🚀 rocket ship_it|🚗 car
    |🚲 bike|🏠 house home|🏖️ beach holiday
    |🥈 second_place silver|🥉 third_place bronze|🏅 medal|🎖️ military_medal|🎗️ ribbon|🎟️ ticket
    |🏈 american_football|⚾ baseball|🎾 tennis|🏐 volleyball|🏉 rugby|🎱 billiards|🏓 table_tennis ping_pong
    |🏸 badminton|🥊 boxing|⛳ golf|🎣 fishing|🎿 ski|🏂 snowboard|🛹 skateboard|♟️ chess|🎯 dart target goal
    |🎲 dice|🧩 puzzle|🎰 slot_machine|🎳 bowling|🎤 microphone sing|🎧 headphones|🎼 musical_score|🎹 piano
    |🥁 drum|🎺 trumpet|🎻 violin|🎬 clapper film|🎭 theatre|🎪 circus|🚕 taxi|🚌 bus|🚑 ambulance|🚒 fire_engine
    |🚚 truck delivery|🚜 tractor|🛴 scooter|🏍️ motorcycle|🚂 train|🚇 metro|🚁 helicopter|⛵ sailboat|🚢 ship
    |⚓ anchor|🚦 traffic_light|🚧 construction|⛽ fuel|🗺️ map|🧭 compass|🏔️ mountain|🏕️ camping|🏝️ island
    |🏢 office|🏥 hospital|🏫 school|🏪 shop store|🏭 factory|⛪ church|🏰 castle|🗽 statue_of_liberty
    |🎆 fireworks|🎇 sparkler|🌅 sunrise|🌃 night_city|🪅 pinata|🧧 red_envelope`,
  objects: `💡 bulb idea|📌 pushpin|📎 paperclip|📅 calendar date|📈 chart_up|📉 chart_down|📦 package|✉️ envelope mail
    |📞 telephone phone|💻 laptop computer|⌨️ keyboard|🔒 lock|🔑 key|🔔 bell|🔍 mag search|🛠️ tools|⚙️ gear
    |🐛 bug|📝 memo note|📚 books|💰 moneybag|⏰ alarm_clock|⏳ hourglass wait|🗑️ wastebasket trash
    |⌚ watch|📱 mobile_phone|🖥️ desktop|🖨️ printer|🖱️ mouse_computer|💾 floppy save|📷 camera photo
    |🎥 movie_camera video|📺 tv|📻 radio|🎙️ studio_microphone podcast|🔋 battery|🔌 plug|🔦 flashlight
    |🕯️ candle|💸 money_flying|💵 dollar|💶 euro|💳 credit_card pay|🧾 receipt|💎 gem diamond
    |⚖️ scales balance|🔧 wrench fix|🔨 hammer|⛏️ pick|🪛 screwdriver|🪚 saw|🧲 magnet|🧰 toolbox
    |🧪 test_tube experiment|🔬 microscope|🔭 telescope|💉 syringe|💊 pill|🩹 adhesive_bandage|🚪 door|🛏️ bed
    |🛋️ couch|🚿 shower|🛁 bathtub|🧹 broom clean|🧺 basket|🧼 soap|🛒 shopping_cart|🎀 bow_ribbon
    |🕶️ dark_sunglasses|👓 glasses|👔 necktie|👕 t_shirt|👖 jeans|👗 dress|👟 sneaker|👠 high_heel|👑 crown
    |🎩 top_hat|🎒 backpack|💼 briefcase work|☂️ umbrella_open|💍 ring|💄 lipstick|📣 megaphone announce
    |📢 loudspeaker|🔕 no_bell|🔊 loud_sound|🔇 mute|📖 open_book read|📄 page document|📊 bar_chart
    |📋 clipboard|📁 folder|🗂️ dividers|📍 round_pushpin location|✂️ scissors|🖊️ pen|✏️ pencil|🖍️ crayon
    |📏 ruler|🔐 locked_with_key|🔓 unlock|🗝️ old_key|📧 email|📥 inbox|📤 outbox|📮 postbox|🏷️ label
    |🔖 bookmark|🔗 link|🧷 safety_pin|🗓️ spiral_calendar|⏱️ stopwatch|🕰️ clock|⏲️ timer|🧯 extinguisher
    |🛡️ shield|🪄 magic_wand|🧸 teddy_bear|🪑 chair`,
  symbols: `❤️ heart love|🧡 orange_heart|💛 yellow_heart|💚 green_heart|💙 blue_heart|💜 purple_heart|🖤 black_heart
    |💔 broken_heart|💯 100 perfect|✅ white_check_mark done|❌ x no_entry|⚠️ warning|❓ question|❗ exclamation
    |➕ plus|✨ sparkles|💥 boom|💤 zzz|🚫 prohibited|♻️ recycle|🆗 ok|🔴 red_circle|🟢 green_circle
    |🤍 white_heart|🤎 brown_heart|🩷 pink_heart|❣️ heart_exclamation|💕 two_hearts|💞 revolving_hearts
    |💓 heartbeat|💗 growing_heart|💖 sparkling_heart|💘 cupid|💝 gift_heart|❤️‍🔥 heart_on_fire|🫂 hugging
    |💬 speech_balloon chat|💭 thought_balloon|💢 anger|💦 sweat_drops|🕳️ hole|✔️ check_mark|☑️ checked_box
    |✖️ multiply|⛔ no_entry_sign|🛑 stop_sign|❕ white_exclamation|❔ white_question|‼️ double_exclamation
    |⁉️ interrobang|➖ minus|➗ divide|♾️ infinity|⬆️ arrow_up|⬇️ arrow_down|⬅️ arrow_left|➡️ arrow_right
    |↩️ back|🔄 refresh arrows|🔁 repeat|▶️ play|⏸️ pause|⏹️ stop_button|⏭️ next|🔀 shuffle|🆕 new|🆓 free
    |🆒 cool_button|🔝 top|🔜 soon|🔙 back_arrow|ℹ️ information|🅿️ parking|♿ wheelchair accessible
    |🚻 restroom|🔞 eighteen|📵 no_phones|🟠 orange_circle|🟡 yellow_circle|🔵 blue_circle|🟣 purple_circle
    |⚫ black_circle|⚪ white_circle|🟥 red_square|🟩 green_square|🟦 blue_square|🔶 orange_diamond
    |🔷 blue_diamond|🏁 chequered_flag finish|🚩 red_flag|🏳️ white_flag|🏳️‍🌈 rainbow_flag pride
    |🏴‍☠️ pirate_flag|™️ tm|©️ copyright|®️ registered|0️⃣ zero|1️⃣ one|2️⃣ two|3️⃣ three|🔟 ten`,
};

/** The usual emoji by group, in the order in which a picker shows them. */
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
