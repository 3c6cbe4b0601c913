/** The hall's two typefaces, from our own server: a browser fetches only the pieces that hold the characters shown. */
import '@fontsource-variable/noto-sans-sc/index.css'
import '@fontsource-variable/noto-serif-sc/index.css'
