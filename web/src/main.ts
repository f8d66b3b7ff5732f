import { createApp } from 'vue'
import App from './App.vue'
import { router } from './router'
import { resume } from './session'
import './styles/element'
import './styles/page.css'
import './styles/print.css'

resume()
  .catch((why: unknown) => console.warn(why))
  .finally(() => createApp(App).use(router).mount('#app'))
