const greeting = "Good morning;
document.title = greeting;
