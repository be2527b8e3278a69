/** What emoji are called in German: first what is said of them, then what else they are looked for by. */
export default `😀 grinsend fröhlich|😃 lachend|😄 lächelnd glücklich|😁 strahlend|😆 lachen|😅 Angstschweiß puh|🤣 Lachkrampf
|😂 Freudentränen|🙂 leichtes_Lächeln|🙃 kopfüber|😉 zwinkern|😊 erröten verlegen|😇 Engel unschuldig|🥰 verliebt_Herzen
|😍 Herzaugen verliebt|🤩 begeistert Sternaugen|😘 Kuss|😋 lecker|😛 Zunge|😜 Zunge_zwinkernd|🤪 verrückt albern
|🤗 Umarmung|🤭 Hand_vor_dem_Mund kichern|🤫 psst leise|🤔 nachdenken überlegen|🤐 Reißverschlussmund verschwiegen
|🤨 hochgezogene_Augenbraue skeptisch|😐 neutral|😶 sprachlos|😏 süffisant|😒 genervt|🙄 Augenrollen|😬 Zähneknirschen
|😌 erleichtert|😔 nachdenklich_traurig|😪 schläfrig|😴 schlafend|😷 Maske krank|🤒 Fieber krank|🤯 explodierender_Kopf
|🥳 Feier Party|😎 Sonnenbrille cool|🤓 Streber|😕 verwirrt|😟 besorgt|🙁 etwas_traurig|😮 offener_Mund wow
|😲 erstaunt|😳 rot_geworden|🥺 flehend bitte|😢 weinend traurig|😭 heulend|😱 Schrei Angst|😓 Schweiß|😩 erschöpft
|😤 schnaubend|😡 wütend Wut|🤬 fluchend|💀 Totenschädel|💩 Haufen Kacke|🤖 Roboter|👻 Gespenst Geist|😺 lachende_Katze
|😗 küssend|😙 küssend_lächelnd|😚 küssend_mit_geschlossenen_Augen|☺️ entspannt|🥲 lächelnd_mit_Träne|😝 Zunge_frech
|🤑 Geldmund reich|🫢 überrascht|🫣 verstohlen|🫠 schmelzend|🤥 lügend Lüge|😮‍💨 aufatmen seufzen|🤤 sabbernd
|🤕 Kopfverband verletzt|🤢 übel|🤮 erbrechend|🤧 niesend Schnupfen|🥵 heiß|🥶 kalt frierend|🥴 beschwipst|😵 schwindlig
|🤠 Cowboy|🥸 verkleidet|🧐 Monokel|☹️ traurig|😯 verdutzt|😦 entsetzt|😧 gequält|😨 ängstlich|😰 besorgt_Schweiß
|😥 enttäuscht_erleichtert|😖 verstört|😣 durchhaltend|😞 enttäuscht|😫 müde|🥱 gähnend|😠 verärgert|😈 Teufel_lächelnd
|👿 Teufel|☠️ Totenkopf|🤡 Clown|👽 Außerirdischer|👾 Monster|🎃 Kürbis Halloween|😸 grinsende_Katze
|😹 Katze_Freudentränen|😻 Katze_Herzaugen|😿 weinende_Katze|🙀 erschrockene_Katze|🙈 nichts_sehen Affe|🙉 nichts_hören
|🙊 nichts_sagen
|👍 Daumen_hoch ja gut|👎 Daumen_runter nein|👌 okay|✌️ Sieg Frieden|🤞 Daumen_drücken Glück|🤘 Metal|👋 winken hallo tschüss
|🤚 Handrücken|✋ Hand stopp|👏 klatschen Applaus|🙌 Hurra|🙏 danke bitte beten|🤝 Handschlag abgemacht|💪 Muskel stark
|👀 Augen schauen|🫡 salutieren|🤷 Schulterzucken|🤦 Hand_vor_dem_Kopf|👉 Finger_rechts|👈 Finger_links|👆 Finger_oben
|👇 Finger_unten|✍️ schreiben|🫶 Herzhände|🤏 ein_bisschen|🤌 Fingerspitzen|🤟 liebe_dich|🤙 ruf_mich_an
|🖐️ gespreizte_Hand|🖖 Vulkanier|☝️ Zeigefinger|👊 Faust|✊ erhobene_Faust|👐 offene_Hände|🤲 Handflächen|💅 Nagellack
|🤳 Selfie|👂 Ohr hören|👃 Nase|🧠 Gehirn schlau|👁️ Auge|👄 Mund|👶 Baby|🧒 Kind|👦 Junge|👧 Mädchen|🧑 Person
|👨 Mann|👩 Frau|👴 alter_Mann|👵 alte_Frau|🙋 melden Frage|🙅 nicht_gut|💁 Auskunft|🙇 verbeugen Entschuldigung
|🧑‍💻 am_Rechner Entwickler|🧑‍🎓 Student Abschluss|🧑‍🏫 Lehrer|🧑‍🍳 Koch|🧑‍⚕️ Arzt Pflege|🧑‍🔧 Mechaniker
|🧑‍🚀 Astronaut|👮 Polizei|🕵️ Detektiv|🦸 Held|🧙 Zauberer|🧑‍🎄 Weihnachtsmann|🚶 gehen|🏃 laufen rennen
|💃 Tänzerin tanzen|🕺 Tänzer|🧘 Yoga|🏊 schwimmen|🚴 Radfahrer|👪 Familie|👫 Paar|👥 Leute|👤 Nutzer
|🐶 Hund|🐱 Katze|🦊 Fuchs|🐻 Bär|🐼 Panda|🦄 Einhorn|🐝 Biene|🦋 Schmetterling|🐢 Schildkröte|🌱 Keimling|🌳 Baum
|🌻 Sonnenblume|🌹 Rose|🍀 Kleeblatt Glück|☀️ Sonne|🌙 Mond|⭐ Stern|⚡ Blitz|🔥 Feuer|🌈 Regenbogen|☔ Regen Schirm
|❄️ Schneeflocke|🌊 Welle Meer|🐭 Maus|🐹 Hamster|🐰 Hase Kaninchen|🐻‍❄️ Eisbär|🐨 Koala|🐯 Tiger|🦁 Löwe|🐮 Kuh
|🐷 Schwein|🐸 Frosch|🐵 Affengesicht|🐔 Huhn|🐧 Pinguin|🐦 Vogel|🐤 Küken|🦆 Ente|🦅 Adler|🦉 Eule|🐺 Wolf|🐴 Pferd
|🐌 Schnecke langsam|🐞 Marienkäfer|🐜 Ameise|🕷️ Spinne|🐍 Schlange|🦖 Dinosaurier|🐙 Krake|🦀 Krebs|🐠 Tropenfisch
|🐟 Fisch|🐬 Delfin|🐳 Wal|🦈 Hai|🐘 Elefant|🦒 Giraffe|🐪 Kamel|🐑 Schaf|🐐 Ziege|🦔 Igel|🐿️ Eichhörnchen|🦥 Faultier
|🐾 Pfoten|🌵 Kaktus|🎄 Weihnachtsbaum|🌲 Tanne|🌴 Palme|🌿 Kraut|🍁 Ahornblatt Herbst|🍂 Laub|🍄 Pilz|🌷 Tulpe
|🌸 Kirschblüte|🌼 Blüte|💐 Blumenstrauß Blumen|🌍 Welt Erde|🌕 Vollmond|🌟 leuchtender_Stern|☁️ Wolke|🌧️ Regenwolke
|⛈️ Gewitter|💨 Wind|💧 Tropfen|☃️ Schneemann|🌪️ Wirbelsturm
|☕ Kaffee|🍵 Tee|🍺 Bier|🍻 Prost|🍷 Wein|🥂 anstoßen Sekt|🍕 Pizza|🍔 Burger|🍟 Pommes|🍝 Spaghetti Nudeln|🍪 Keks
|🍰 Kuchen|🎂 Geburtstag Torte|🍎 Apfel|🍓 Erdbeere|🥑 Avocado|🍇 Trauben|🍉 Wassermelone|🍊 Mandarine Orange|🍋 Zitrone
|🍌 Banane|🍍 Ananas|🍐 Birne|🍑 Pfirsich|🍒 Kirschen|🫐 Heidelbeeren|🍅 Tomate|🥥 Kokosnuss|🍆 Aubergine|🥕 Karotte
|🌽 Mais|🌶️ Chili scharf|🥒 Gurke|🥦 Brokkoli|🧄 Knoblauch|🧅 Zwiebel|🥔 Kartoffel|🍞 Brot|🥐 Croissant|🥨 Brezel
|🧀 Käse|🥚 Ei|🍳 Spiegelei kochen|🥞 Pfannkuchen|🧇 Waffel|🥓 Speck|🍗 Hähnchen|🥪 Sandwich|🥗 Salat|🍲 Suppe Eintopf
|🍚 Reis|🍦 Eis|🍩 Krapfen|🍫 Schokolade|🍬 Bonbon|🍭 Lutscher|🍯 Honig|🥛 Milch|🧃 Saft|🥤 Becher|🍸 Cocktail|🥃 Whisky
|🍾 Sektflasche feiern|🍿 Popcorn|🍴 Besteck essen|🧂 Salz
|🎉 Konfetti feiern Party|🎊 Konfettiball|🎁 Geschenk|🎈 Luftballon|🏆 Pokal|🥇 Goldmedaille erster|⚽ Fußball|🏀 Basketball
|🎮 Videospiel|🎵 Note Musik|🎸 Gitarre|🎨 Kunst|✈️ Flugzeug Flug|🚀 Rakete|🚗 Auto|🚲 Fahrrad|🏠 Haus Zuhause
|🏖️ Strand Urlaub|🥈 Silbermedaille|🥉 Bronzemedaille|🏅 Medaille|🎟️ Eintrittskarte|🎾 Tennis|🏐 Volleyball|🎱 Billard
|🏓 Tischtennis|🥊 Boxen|⛳ Golf|🎣 Angeln|🎿 Ski|🛹 Skateboard|♟️ Schach|🎯 Ziel Dart|🎲 Würfel|🧩 Puzzle|🎤 Mikrofon singen
|🎧 Kopfhörer|🎹 Klavier|🥁 Trommel|🎺 Trompete|🎻 Geige|🎬 Film|🎭 Theater|🎪 Zirkus|🚕 Taxi|🚌 Bus|🚑 Krankenwagen
|🚒 Feuerwehr|🚚 Lieferwagen Lieferung|🚜 Traktor|🛴 Roller|🏍️ Motorrad|🚂 Zug|🚇 U-Bahn|🚁 Hubschrauber|⛵ Segelboot
|🚢 Schiff|⚓ Anker|🚦 Ampel|🚧 Baustelle|⛽ Tankstelle|🗺️ Karte|🧭 Kompass|🏔️ Berg|🏕️ Zelten|🏝️ Insel|🏢 Büro
|🏥 Krankenhaus|🏫 Schule|🏪 Laden|🏭 Fabrik|⛪ Kirche|🏰 Schloss_Burg|🎆 Feuerwerk|🌅 Sonnenaufgang
|💡 Glühbirne Idee|📌 Reißzwecke|📎 Büroklammer|📅 Kalender Datum|📈 steigend Kurve|📉 fallend|📦 Paket|✉️ Brief Post
|📞 Telefon|💻 Laptop Rechner|⌨️ Tastatur|🔒 Schloss|🔑 Schlüssel|🔔 Glocke|🔍 Lupe suchen|🛠️ Werkzeug|⚙️ Zahnrad
|🐛 Raupe Fehler|📝 Notiz|📚 Bücher|💰 Geldsack Geld|⏰ Wecker|⏳ Sanduhr warten|🗑️ Papierkorb Müll|⌚ Armbanduhr
|📱 Handy|🖥️ Bildschirm|🖨️ Drucker|💾 Diskette speichern|📷 Kamera Foto|🎥 Filmkamera|📺 Fernseher|📻 Radio
|🎙️ Studiomikrofon|🔋 Batterie|🔌 Stecker|🔦 Taschenlampe|🕯️ Kerze|💸 Geld_weg|💵 Dollar|💶 Euro|💳 Kreditkarte zahlen
|🧾 Beleg Rechnung|💎 Edelstein|⚖️ Waage|🔧 Schraubenschlüssel reparieren|🔨 Hammer|🪛 Schraubendreher|🪚 Säge
|🧲 Magnet|🧪 Reagenzglas Versuch|🔬 Mikroskop|🔭 Teleskop|💉 Spritze|💊 Tablette|🩹 Pflaster|🚪 Tür|🛏️ Bett|🛋️ Sofa
|🚿 Dusche|🛁 Badewanne|🧹 Besen putzen|🧺 Korb|🧼 Seife|🛒 Einkaufswagen|🎀 Schleife|👓 Brille|👔 Krawatte|👕 T-Shirt
|👖 Jeans Hose|👗 Kleid|👟 Turnschuh|👠 Stöckelschuh|👑 Krone|🎩 Zylinder|🎒 Rucksack|💼 Aktentasche Arbeit|💍 Ring
|💄 Lippenstift|📣 Megafon|📢 Lautsprecher|🔕 keine_Glocke|🔊 laut|🔇 stumm|📖 Buch lesen|📄 Dokument Seite
|📊 Balkendiagramm|📋 Klemmbrett|📁 Ordner|📍 Ort Stecknadel|✂️ Schere|🖊️ Kugelschreiber|✏️ Bleistift|📏 Lineal
|🔓 offenes_Schloss|📧 E-Mail|📥 Posteingang|📤 Postausgang|📮 Briefkasten|🏷️ Etikett|🔖 Lesezeichen|🔗 Link Kette
|⏱️ Stoppuhr|🕰️ Uhr|🧯 Feuerlöscher|🛡️ Schild|🪄 Zauberstab|🧸 Teddybär|🪑 Stuhl
|❤️ Herz Liebe|🧡 oranges_Herz|💛 gelbes_Herz|💚 grünes_Herz|💙 blaues_Herz|💜 lila_Herz|🖤 schwarzes_Herz
|💔 gebrochenes_Herz|💯 hundert perfekt|✅ Haken erledigt|❌ Kreuz nein|⚠️ Warnung Achtung|❓ Fragezeichen Frage
|❗ Ausrufezeichen|➕ plus|✨ Funkeln|💥 Knall|💤 Schlaf|🚫 verboten|♻️ Recycling|🔴 roter_Kreis|🟢 grüner_Kreis
|🤍 weißes_Herz|🤎 braunes_Herz|🩷 rosa_Herz|💕 zwei_Herzen|💓 Herzschlag|💗 wachsendes_Herz|💖 funkelndes_Herz
|💘 Herz_mit_Pfeil|💝 Herz_mit_Schleife|❤️‍🔥 brennendes_Herz|🫂 Umarmung_zu_zweit|💬 Sprechblase|💭 Gedankenblase
|💦 Schweißtropfen|🕳️ Loch|✔️ Häkchen|⛔ Einfahrt_verboten|🛑 Stoppschild|➖ minus|➗ geteilt|♾️ unendlich|⬆️ Pfeil_hoch
|⬇️ Pfeil_runter|⬅️ Pfeil_links|➡️ Pfeil_rechts|↩️ zurück|🔄 neu_laden|🔁 wiederholen|▶️ abspielen|⏸️ Pause|⏹️ Stopp
|⏭️ weiter|🔀 Zufall|🆕 neu|🆓 kostenlos frei|🔝 oben|🔜 bald|ℹ️ Auskunft_Info|♿ Rollstuhl barrierefrei|🔞 ab_achtzehn
|📵 keine_Handys|🟠 oranger_Kreis|🟡 gelber_Kreis|🔵 blauer_Kreis|🟣 lila_Kreis|⚫ schwarzer_Kreis|⚪ weißer_Kreis`;
