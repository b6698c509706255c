// A Gradle project of a user: stores a linked order in the sandbox. It takes what `mvn install` has installed.
plugins {
    application
}

val intercomObjects = providers.gradleProperty("intercomObjects").getOrElse("0.1.0-SNAPSHOT")

repositories {
    mavenLocal {
        content { includeGroup("io.github.intercomobjects") }
    }
    mavenCentral()
}

dependencies {
    implementation(platform("io.github.intercomobjects:intercom-objects-bom:$intercomObjects"))
    implementation("io.github.intercomobjects:intercom-objects")
    implementation("io.github.intercomobjects:intercom-objects-sandbox")
}

sourceSets {
    // The class that the Maven project `plain` runs.
    main { java.setSrcDirs(listOf("../projects/plain/src/main/java")) }
}

tasks.compileJava {
    options.release = 17
}

application {
    mainClass = "shop.Main"
}

tasks.named<JavaExec>("run") {
    args("1", "gradle") // one class okhttp3.OkHttpClient on the class path
}
