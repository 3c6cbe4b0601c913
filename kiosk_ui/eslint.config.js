/** ESLint: typescript-eslint strict, Vue's recommended rules, the sizes of the architecture, and who may import whom. */
import { defineConfig, globalIgnores } from 'eslint/config'
import vue from 'eslint-plugin-vue'
import ts from 'typescript-eslint'

const sizes = (lines) => ({
  'max-lines': ['error', lines],
  'max-lines-per-function': ['error', 40],
})

/** The three interfaces never import each other; `shared` knows none of them. */
const never = (...rooms) => ({
  'no-restricted-imports': ['error', { patterns: rooms.map((room) => ({ group: [`**/${room}/**`] })) }],
})

export default defineConfig([
  globalIgnores(['dist/**', 'node_modules/**', 'contract/**']),
  ts.configs.strict,
  vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      ...sizes(250),
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'vue/html-self-closing': ['error', { html: { void: 'any' } }],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      ...sizes(300),
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-eval': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/no-dynamic-delete': 'off',
    },
  },
  { files: ['shared/**'], rules: never('kiosk', 'studio', 'desk', 'phone') },
  { files: ['kiosk/**'], rules: never('studio', 'desk', 'phone') },
  { files: ['kiosk/logic/**'], rules: { 'no-restricted-imports': ['error', { paths: ['vue'], patterns: ['**/studio/**', '**/desk/**', '*.vue'] }] } },
  { files: ['studio/**'], rules: never('kiosk', 'desk', 'phone') },
  { files: ['desk/**'], rules: never('kiosk', 'studio', 'phone') },
  { files: ['phone/**'], rules: never('kiosk', 'studio', 'desk') },
])
