/** The classes that the package exports as elements: `Belfry` + name + `Element`, of `<belfry-name>`. */
const publicElement = /^Belfry(Chat|Bell|Feed|Toasts|Preferences|Otp|Session)Element$/;

/**
 * Makes the manifest tell what the analyzer cannot see: the tags, which are defined by a helper, and which of a class's
 * events and members are an integrator's business. Internal elements are left out.
 *
 * @returns {import('@custom-elements-manifest/analyzer').Plugin}
 */
export function publicElements() {
  return {
    name: 'belfry:public-elements',
    packageLinkPhase({ customElementsManifest: manifest }) {
      for (const module of manifest.modules) {
        module.declarations = module.declarations.filter(({ name }) => publicElement.test(name));
        const kept = new Set(module.declarations.map(({ name }) => name));
        module.exports = (module.exports ?? []).filter(({ name }) => kept.has(name));
        module.path = module.path.replace(/\.ts$/, '.js');
        for (const declaration of module.declarations) describe(declaration);
      }
      manifest.modules = manifest.modules.filter(({ declarations }) => declarations.length > 0);
    },
  };
}

function describe(declaration) {
  declaration.customElement = true;
  declaration.tagName = `belfry-${publicElement.exec(declaration.name)[1].toLowerCase()}`;
  // What the analyzer guesses from `dispatchEvent(new …)` has no name; the docstrings name them all.
  declaration.events = unique((declaration.events ?? []).filter(({ name }) => name?.startsWith('belfry-')));
  declaration.members = (declaration.members ?? []).filter(
    ({ name, privacy, static: isStatic }) =>
      !isStatic &&
      privacy !== 'private' &&
      privacy !== 'protected' &&
      !name.startsWith('#') &&
      !hook.test(name),
  );
}

/** What the platform and Lit call. */
const hook = /(Callback|^render|^update[d]?|^willUpdate|^firstUpdated|^createRenderRoot|^getUpdateComplete)$/;

const unique = (items) => [...new Map(items.map((item) => [item.name, item])).values()];
