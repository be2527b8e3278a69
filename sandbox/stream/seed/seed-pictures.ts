/** A picture of the seed, drawn here, so that it needs no network and no licence. */
export interface Picture {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly svg: string;
}

/** A picture 1200 wide. */
function drawn(name: string, height: number, drawing: string): Picture {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="${height}" viewBox="0 0 1200 ${height}">
${drawing}
</svg>`;
  return { name, width: 1200, height, svg };
}

/** A moss-green ceramic lamp on an oak shelf in evening light, with a bowl, two books and a sprig of eucalyptus. */
export const lampOnShelf = drawn(
  'alma-lamp-moss.svg',
  900,
  `<defs>
<linearGradient id="wall" x2="0" y2="1"><stop stop-color="#e9e0d3"/><stop offset="1" stop-color="#d9cdbb"/></linearGradient>
<radialGradient id="glow" cx="520" cy="330" r="520" gradientUnits="userSpaceOnUse"><stop stop-color="#fff3d6" stop-opacity=".95"/><stop offset=".45" stop-color="#fbe6bd" stop-opacity=".45"/><stop offset="1" stop-color="#fbe6bd" stop-opacity="0"/></radialGradient>
<linearGradient id="shade" x2="0" y2="1"><stop stop-color="#f7ead0"/><stop offset=".6" stop-color="#fdf5e2"/><stop offset="1" stop-color="#f0dcb6"/></linearGradient>
<linearGradient id="base"><stop stop-color="#4d5b43"/><stop offset=".35" stop-color="#7f8f6d"/><stop offset=".55" stop-color="#71815f"/><stop offset="1" stop-color="#3f4c37"/></linearGradient>
<linearGradient id="oak" x2="0" y2="1"><stop stop-color="#c99e6b"/><stop offset=".25" stop-color="#b98b58"/><stop offset="1" stop-color="#94693d"/></linearGradient>
<linearGradient id="bowl"><stop stop-color="#b9836b"/><stop offset=".4" stop-color="#d6a288"/><stop offset="1" stop-color="#9a674f"/></linearGradient>
</defs>
<rect width="1200" height="900" fill="url(#wall)"/>
<rect width="1200" height="900" fill="url(#glow)"/>
<ellipse cx="540" cy="688" rx="430" ry="14" fill="#5c4027" opacity=".25"/>
<rect x="90" y="684" width="1020" height="46" rx="5" fill="url(#oak)"/>
<path d="M110 699h420m60 0h300m-690 14h520m80 0h260" stroke="#7d5731" stroke-opacity=".35" stroke-width="2" stroke-linecap="round"/>
<path d="M230 730v70q0 14 14 14h8v-84zM948 730v84h8q14 0 14-14v-70z" fill="#3b332c"/>
<path d="M90 730h1020l-30 46H120z" fill="#5c4027" opacity=".13"/>
<path d="M520 684c-74 0-104-42-104-92 0-62 54-84 76-128 6-12 8-26 8-40h40c0 14 2 28 8 40 22 44 76 66 76 128 0 50-30 92-104 92z" fill="url(#base)"/>
<path d="M448 560c-12 28-10 62 10 92" fill="none" stroke="#b6c4a2" stroke-opacity=".55" stroke-width="9" stroke-linecap="round"/>
<path d="M424 596c60 14 132 14 192 0M446 548c46 10 102 10 148 0" fill="none" stroke="#34402d" stroke-opacity=".28" stroke-width="3"/>
<rect x="506" y="388" width="28" height="40" rx="5" fill="#b08d57"/>
<path d="M436 176h168l92 216q-176 26-352 0z" fill="url(#shade)"/>
<path d="M344 392q176 26 352 0" fill="none" stroke="#d9be8c" stroke-width="5"/>
<path d="M436 176q84 12 168 0" fill="none" stroke="#e2cda3" stroke-width="4"/>
<path d="M476 182l-42 212M520 184v220M564 182l42 212" stroke="#e6d2aa" stroke-opacity=".55" stroke-width="2"/>
<path d="M752 604h180c0 50-34 80-90 80s-90-30-90-80z" fill="url(#bowl)"/>
<ellipse cx="842" cy="604" rx="90" ry="15" fill="#84543f"/>
<ellipse cx="842" cy="601" rx="82" ry="11" fill="#6f4634"/>
<g><rect x="176" y="650" width="190" height="34" rx="4" fill="#8b4a3a"/><rect x="186" y="656" width="170" height="22" fill="#f0e7d8"/><rect x="176" y="650" width="20" height="34" rx="4" fill="#733b2e"/>
<rect x="196" y="618" width="160" height="32" rx="4" fill="#2f4a55"/><rect x="206" y="624" width="142" height="20" fill="#f0e7d8"/><rect x="196" y="618" width="18" height="32" rx="4" fill="#253b44"/></g>
<path d="M1004 684h58l8-118h-74z" fill="#dcd6ca"/><path d="M1004 684h18l-8-118h-18z" fill="#c6beb0"/>
<g fill="none" stroke="#5c6b52" stroke-width="5" stroke-linecap="round"><path d="M1034 566c-4-90 10-160 40-236M1030 566c-8-70-30-120-66-164"/></g>
<g fill="#7d8e72"><ellipse cx="1044" cy="500" rx="15" ry="24" transform="rotate(42 1044 500)"/><ellipse cx="1018" cy="462" rx="14" ry="23" transform="rotate(-40 1018 462)"/><ellipse cx="1062" cy="436" rx="14" ry="23" transform="rotate(48 1062 436)"/><ellipse cx="1036" cy="398" rx="13" ry="22" transform="rotate(-34 1036 398)"/><ellipse cx="1080" cy="372" rx="13" ry="21" transform="rotate(50 1080 372)"/><ellipse cx="1074" cy="326" rx="12" ry="20" transform="rotate(14 1074 326)"/></g>
<g fill="#93a387"><ellipse cx="1008" cy="496" rx="13" ry="21" transform="rotate(-62 1008 496)"/><ellipse cx="1004" cy="452" rx="12" ry="20" transform="rotate(24 1004 452)"/><ellipse cx="978" cy="440" rx="12" ry="20" transform="rotate(-70 978 440)"/><ellipse cx="964" cy="402" rx="12" ry="19" transform="rotate(-28 964 402)"/></g>`,
);

/** The launch page's card: three lamps in chalk, moss and clay. */
export const launchCard = drawn(
  'autumn-launch.svg',
  630,
  `<defs>
<linearGradient id="sky" x2="0" y2="1"><stop stop-color="#efe6d9"/><stop offset="1" stop-color="#e0d2be"/></linearGradient>
<g id="lamp"><path d="M0 330c-58 0-82-32-82-72 0-48 42-66 60-100 5-9 6-20 6-30h32c0 10 1 21 6 30 18 34 60 52 60 100 0 40-24 72-82 72z"/><path d="M-62-50H62l70 168q-132 20-264 0z" fill="#fbf1dc"/><path d="M-132 118q132 20 264 0" fill="none" stroke="#dfc698" stroke-width="4"/></g>
</defs>
<rect width="1200" height="630" fill="url(#sky)"/>
<circle cx="600" cy="250" r="330" fill="#fdf4df" opacity=".65"/>
<rect y="500" width="1200" height="130" fill="#b98b58"/><rect y="500" width="1200" height="10" fill="#cda272"/>
<use href="#lamp" x="290" y="172" fill="#d8d2c6"/><use href="#lamp" x="600" y="172" fill="#6f7f5d"/><use href="#lamp" x="910" y="172" fill="#b97a5c"/>`,
);
