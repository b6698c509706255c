package io.github.intercomobjects.kotlin

import io.github.intercomobjects.CustomObject
import io.github.intercomobjects.ObjectList
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * Returns the objects of a list. Pages are fetched as they are collected, from page 1 in each
 * collection, and an object that shifts onto a later page meanwhile is emitted once.
 *
 * ```
 * orders.list().asFlow().take(10).collect { println(it.externalId) }
 * ```
 *
 * Import it from this package: the `asFlow` that coroutines have for every [Iterable] blocks the
 * collector's thread.
 */
public fun <T : Any> ObjectList<T>.asFlow(): Flow<CustomObject<T>> = flow {
  val seen = HashSet<String>()
  pagesAsFlow().collect { page -> page.objects.forEach { if (seen.add(it.id)) emit(it) } }
}

/**
 * Returns the pages of a list, with the totals that Intercom sent with each. A page is fetched when
 * the one before has been collected.
 */
public fun <T : Any> ObjectList<T>.pagesAsFlow(): Flow<ObjectList.Page<T>> = flow {
  val pages = pages().iterator()
  while (true) {
    emit(intercomCall { if (pages.hasNext()) pages.next() else null } ?: break)
  }
}
