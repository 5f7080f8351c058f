import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** File name in the packed package → where the pinned package has it in a clone. */
export const sources = {
  'NotoSerifSC-Regular.ttf': '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  'NotoSerifSC-Bold.ttf': '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
  'NotoSansSC-Regular.ttf': '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'NotoSansSC-Bold.ttf': '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
  // For characters of names that Noto Serif SC does not have.
  'NotoSerifHK-Regular.ttf': '@expo-google-fonts/noto-serif-hk/400Regular/NotoSerifHK_400Regular.ttf',
  'NotoSerifJP-Regular.ttf': '@expo-google-fonts/noto-serif-jp/400Regular/NotoSerifJP_400Regular.ttf',
}

/** The Latin face of contracts. Typst's binding and program bring it with them; its WASM engine does not. In a folder of its own: the program takes every face below the folder of the others, before its own. */
export const latinSources = {
  'LibertinusSerif-Regular.ttf': '@expo-google-fonts/libertinus-serif/400Regular/LibertinusSerif_400Regular.ttf',
  'LibertinusSerif-Bold.ttf': '@expo-google-fonts/libertinus-serif/700Bold/LibertinusSerif_700Bold.ttf',
}

/** Absolute paths of the font files, by name. Packed they lie in `files/` and `latin/`, in a clone in the pinned packages. */
export function fontFiles() {
  return paths('files', sources)
}

/** The same for the Latin face. */
export function latinFontFiles() {
  return paths('latin', latinSources)
}

function paths(folder, named) {
  const require = createRequire(import.meta.url)
  return Object.fromEntries(
    Object.entries(named).map(([name, source]) => {
      const packed = fileURLToPath(new URL(`./${folder}/${name}`, import.meta.url))
      return [name, existsSync(packed) ? packed : require.resolve(source)]
    }),
  )
}
