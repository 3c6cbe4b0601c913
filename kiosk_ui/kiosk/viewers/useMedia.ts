/** Binds a player to its element on the page: the logic says what shall happen, the element what did. */
import { onBeforeUnmount, onMounted, watch, type Ref } from 'vue'
import { Player, type Machine, type PlayerParts } from '../logic/viewers/player'
import { useVisit, useVoices } from './useVisit'

function driveMachine(find: () => HTMLMediaElement | undefined): Machine {
  return {
    load(address) {
      const media = find()
      if (!media) return
      media.src = address
      media.load()
    },
    play: () => find()?.play() ?? Promise.resolve(),
    pause: () => { find()?.pause() },
    get currentTime() { return find()?.currentTime ?? 0 },
    set currentTime(at_s) {
      const media = find()
      if (media) media.currentTime = at_s
    },
    get muted() { return find()?.muted ?? true },
    set muted(muted) {
      const media = find()
      if (media) media.muted = muted
    },
    get volume() { return find()?.volume ?? 1 },
    set volume(volume) {
      const media = find()
      if (media) media.volume = volume
    },
  }
}

function listen(media: HTMLMediaElement, player: Player): void {
  media.addEventListener('timeupdate', () => { if (!media.seeking) player.hearTime(media.currentTime) })
  media.addEventListener('durationchange', () => { player.hearLength(media.duration) })
  media.addEventListener('waiting', () => { player.hearWaiting() })
  media.addEventListener('playing', () => { player.hearPlaying() })
  media.addEventListener('pause', () => { if (!media.ended) player.hearPause() })
  media.addEventListener('ended', () => { player.hearEnd() })
  media.addEventListener('error', () => { player.hearFailure() })
}

/** Make the player of an asset for as long as the calling component lives; the hall's volume is its volume. */
export function useMedia(
  element: Ref<HTMLMediaElement | undefined>, assetId: string, start: Pick<PlayerParts, 'length_s' | 'muted'>, sources: () => string[],
): Player {
  const visit = useVisit()
  const player = new Player({
    ...start, machine: driveMachine(() => element.value), voices: useVoices(),
    record: (event) => { visit.record(assetId, { ...event }) },
  })
  onMounted(() => {
    if (element.value) listen(element.value, player)
    player.setMuted(start.muted)
    player.setVolume(visit.volume.value)
    player.offer(sources())
  })
  watch(sources, (addresses) => { player.offer(addresses) })
  watch(visit.volume, (volume) => { player.setVolume(volume) })
  onBeforeUnmount(() => { player.leave() })
  return player
}
