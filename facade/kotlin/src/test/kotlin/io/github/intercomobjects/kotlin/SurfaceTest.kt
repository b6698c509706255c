package io.github.intercomobjects.kotlin

import java.lang.reflect.Modifier
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.exists
import kotlin.io.path.extension
import kotlin.io.path.name
import kotlin.io.path.readLines
import kotlin.io.path.readText
import kotlin.io.path.toPath
import kotlin.io.path.writeLines
import kotlin.reflect.KCallable
import kotlin.reflect.KClass
import kotlin.reflect.KMutableProperty
import kotlin.reflect.KParameter
import kotlin.reflect.KProperty
import kotlin.reflect.KVisibility
import kotlin.reflect.full.declaredMembers
import kotlin.reflect.full.valueParameters
import kotlin.reflect.jvm.kotlinFunction
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/**
 * The public surface, as Kotlin sees it, is the one in `api-surface.txt`. Accept a change with `mvn -q
 * -pl facade/kotlin -am test -Dapi.accept`.
 */
class SurfaceTest {
  private val file = Path.of("api-surface.txt")
  private val types: List<Class<*>> =
    CoroutineIntercom::class.java.protectionDomain.codeSource.location.toURI().toPath().let { root ->
      Files.walk(root).use { files ->
        files
          .filter { it.extension == "class" && !it.name.contains('$') }
          .map { root.relativize(it).toString().removeSuffix(".class").replace('/', '.') }
          .map { Class.forName(it) }
          .toList()
      }
    }

  private fun lines(type: Class<*>): List<String> =
    if (type.simpleName.endsWith("Kt")) {
      type.declaredMethods
        .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic }
        .mapNotNull { it.kotlinFunction }
        .filter { it.visibility == KVisibility.PUBLIC }
        .map { describe(it) }
    } else {
      lines(type.kotlin)
    }

  private fun lines(type: KClass<*>): List<String> =
    if (type.visibility != KVisibility.PUBLIC) emptyList()
    else
      listOf("${type.simpleName}: ${type.supertypes.joinToString()}") +
        (type.constructors + type.declaredMembers)
          .filter { it.visibility == KVisibility.PUBLIC }
          .map { "${type.simpleName}.${describe(it)}" }

  private fun describe(member: KCallable<*>): String {
    val receiver = member.parameters.firstOrNull { it.kind == KParameter.Kind.EXTENSION_RECEIVER }
    val kind =
      when (member) {
        is KMutableProperty<*> -> "var "
        is KProperty<*> -> "val "
        else -> "fun "
      }
    val parameters = member.valueParameters.joinToString(", ", "(", ")") {
      (if (it.isVararg) "vararg " else "") +
        "${it.name}: ${it.type}" +
        (if (it.isOptional) " = .." else "")
    }
    return (if (member.isSuspend) "suspend " else "") +
      kind +
      member.typeParameters.joinToString { "<$it: ${it.upperBounds.single()}> " } +
      (receiver?.let { "${it.type}." } ?: "") +
      member.name +
      (if (member is KProperty<*>) "" else parameters) +
      ": ${member.returnType}"
  }

  private fun surface(): List<String> =
    types.flatMap(::lines).map { it.replace(Regex("""\b(?:[a-z]\w*\.)+(?=[A-Z])"""), "") }.sorted()

  @Test
  fun `the public surface is as accepted`() {
    if (System.getProperty("api.accept") != null) file.writeLines(surface())
    assertThat(surface()).isEqualTo(file.readLines())
  }

  @Test
  fun `every public declaration has a comment`() {
    val undocumented =
      Files.walk(Path.of("src/main/kotlin")).use { files ->
        files.filter { it.extension == "kt" }.toList().flatMap { source ->
          val lines = source.readLines().map { it.trim() }.filterNot { it.startsWith("@") }
          lines
            .zipWithNext()
            .filter { (_, line) -> line.startsWith("public ") }
            .filterNot { (before, line) -> before.endsWith("*/") || " override " in line }
            .map { (_, line) -> "${source.name}: $line" }
        }
      }
    assertThat(undocumented).isEmpty()
  }

  @Test
  fun `the page names every public type`() {
    val page = Path.of("README.md")
    assertThat(page.exists()).isTrue()
    val text = page.readText()
    val public = types.filter { !it.simpleName.endsWith("Kt") }.map { it.kotlin }
    assertThat(public.filter { it.visibility == KVisibility.PUBLIC }.mapNotNull { it.simpleName })
      .isNotEmpty()
      .allMatch { "`$it" in text }
  }
}
